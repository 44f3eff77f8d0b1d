import type { TableChange } from '../../diff/change.ts';
import type { Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import type { Flavour } from './flavour.ts';
import { identifier } from './literal.ts';
import { statement } from './statement.ts';

/** The renames of one table: the table first, then its columns in one statement. */
export function renameTable(
  before: Table,
  _after: Table,
  changes: readonly TableChange[],
  _flavour: Flavour,
): readonly DdlStatement[] {
  let name = before.name;
  const statements: DdlStatement[] = [];
  for (const change of changes) {
    if (change.kind !== 'renameTable') continue;
    statements.push(statement(`RENAME TABLE ${identifier(change.from)} TO ${identifier(change.to)}`));
    name = change.to;
  }
  const columns = changes.flatMap((change) =>
    change.kind === 'renameColumn'
      ? [`RENAME COLUMN ${identifier(change.from)} TO ${identifier(change.to)}`]
      : [],
  );
  if (columns.length > 0) statements.push(statement(`ALTER TABLE ${identifier(name)} ${columns.join(', ')}`));
  return statements;
}
