import type { Column, Table } from '../../../schema/model.ts';
import type { DdlStatement } from '../../ddl.ts';
import { madeUpName } from '../names.ts';
import { commentSql, list } from './comments.ts';
import type { Creation } from './objectSql.ts';
import { afterTransfer, grantableSequence, initialPrivileges, privilegeChanges } from './privileges.ts';
import { statement } from './statement.ts';
import type { Words } from './words.ts';

/** The name of an identity column's sequence. */
function identitySequence(table: Table, column: Column, words: Words): string {
  const said = column.identity?.options.name;
  if (said === undefined) return words.name(table.schema, madeUpName(table.name, column.name, 'seq'));
  const parts = String(said).split('.');
  return parts.length === 1 ? words.name(table.schema, parts[0]!) : words.name(parts[0]!, parts[1]!);
}

/**
 * What a column cannot say of its identity's sequence: another type than the column's, other persistence, a comment, grants.
 */
export function identityRest(
  table: Table,
  before: Column | null,
  after: Column,
  creation: Creation,
): readonly DdlStatement[] {
  const { words } = creation;
  if (after.identity === null) return [];
  const a = before?.identity?.options ?? {};
  const b = after.identity.options;
  const alter = `ALTER SEQUENCE ${identitySequence(table, after, words)}`;
  const result: DdlStatement[] = [];
  if ((a.type ?? null) !== (b.type ?? null)) {
    const bound = (key: 'min' | 'max', word: string) =>
      b[key] === undefined ? ` NO ${word}` : ` ${word} ${b[key]}`;
    result.push(
      statement(`${alter} AS ${b.type ?? after.type}${bound('min', 'MINVALUE')}${bound('max', 'MAXVALUE')}`),
    );
  }
  if ((a.persistence ?? null) !== (b.persistence ?? null)) {
    const usual = table.attributes.persistence === 'unlogged' ? 'u' : 'p';
    result.push(statement(`${alter} SET ${(b.persistence ?? usual) === 'u' ? 'UNLOGGED' : 'LOGGED'}`));
  }
  const sequence = identitySequence(table, after, words);
  if ((a.comment ?? null) !== (b.comment ?? null))
    result.push(commentSql(`SEQUENCE ${sequence}`, b.comment === undefined ? null : String(b.comment)));
  return [...result, ...grants(table, before, after, sequence, creation)];
}

function grants(
  table: Table,
  before: Column | null,
  after: Column,
  sequence: string,
  { creator, defaults }: Creation,
): readonly DdlStatement[] {
  if (table.privileges === undefined) return [];
  const grantable = grantableSequence(`SEQUENCE ${sequence}`, table.schema);
  const first = creator ?? table.owner ?? '';
  const old =
    before?.identity === undefined || before.identity === null
      ? afterTransfer(initialPrivileges(grantable, first, defaults), first, table.owner ?? first)
      : list(before.identity.options.privileges);
  return privilegeChanges(grantable, old, list(after.identity?.options.privileges), table.owner);
}
