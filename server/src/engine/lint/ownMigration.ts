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

/** A statement in a form that the database refuses inside a transaction. */
export interface OnlineForm {
  readonly title: string;
  /** What makes it of the statement as it is. */
  readonly edits: readonly TextEdit[];
  /** The migration of its own: its name, and the statement and what takes it back without a terminator. */
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

/**
 * The fix that gives a statement such a form: as it is where it runs outside a transaction already; with the marker
 * changed where it is alone in its section; else in the next migration.
 */
export function onlineForm(
  context: StatementContext,
  { title, edits, name, up, down }: OnlineForm,
): SuggestedFix {
  if (!context.statement.inTransaction) return { title, edits };
  if (context.statements.length > 1)
    return ownMigration(context, `${title} in a migration of its own`, name, up, down);
  return {
    title: `${title}, outside a transaction`,
    edits: [outsideTransaction(context), ...ownPair(context), ...edits],
  };
}

/** Takes a `BEGIN` in front of the only statement away, and the `COMMIT` behind it. */
function ownPair({ section, statement }: StatementContext): readonly TextEdit[] {
  const head = section.text.slice(section.start, statement.start);
  const begin = /(?:begin|start\s+transaction)\b[^;]*;\s*$/i.exec(head);
  const commit = /^\s*;(\s*(?:commit|end)\b[^;]*;?)/i.exec(section.text.slice(statement.end, section.end));
  if (begin === null || commit === null) return [];
  const end = statement.end + commit[0].length;
  return [
    { start: section.start + begin.index, end: statement.start, text: '' },
    { start: end - commit[1]!.length, end, text: '' },
  ];
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
