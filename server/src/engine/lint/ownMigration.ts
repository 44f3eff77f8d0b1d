import type { SuggestedFix, TextEdit } from '../diagnostic.ts';
import { edit, type StatementContext, without } from './rule.ts';

/** Lets the section run outside of a transaction: on its marker, or with one of its own. */
export function outsideTransaction({ section, direction }: StatementContext): TextEdit {
  const before = section.text.slice(0, section.start);
  const marker = /--[^\n]*(?:\r?\n)?$/.exec(before);
  if (marker === null) return { start: 0, end: 0, text: `-- migrate:${direction} transaction:false\n` };
  const end = marker.index + marker[0].trimEnd().length;
  return { start: end, end, text: ' transaction:false' };
}

/** Takes the statement out into the next migration, one that runs outside a transaction. */
export function ownMigration(
  context: StatementContext,
  title: string,
  name: string,
  up: string,
  down: string,
): SuggestedFix {
  return { title, edits: [without(context)], migration: { name, transaction: false, up: `${up};`, down } };
}

/** Adds `NOT VALID` at the end of a clause, and validates in the next migration. */
export function notValidFirst(
  context: StatementContext,
  clauseEnd: number,
  table: string,
  constraint: string | null,
): readonly SuggestedFix[] {
  const here = edit(context, { start: clauseEnd, end: clauseEnd }, ' NOT VALID');
  if (constraint === null) return [{ title: 'Add NOT VALID', edits: [here] }];
  return [
    {
      title: 'Add NOT VALID, and validate in a migration of its own',
      edits: [here],
      migration: {
        name: `validate_${constraint.replace(/\W+/g, '_').toLowerCase()}`,
        transaction: true,
        up: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint};`,
        down: '-- There is nothing to take back: the constraint stays valid.',
      },
    },
  ];
}
