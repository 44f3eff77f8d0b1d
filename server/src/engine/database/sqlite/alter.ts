import type { Change, TableChange } from '../../diff/change.ts';
import { type Schema, type Table, tableId } from '../../schema/model.ts';
import type { AlterOptions, DdlStatement } from '../ddl.ts';
import { objectChanges } from './alterObjects.ts';
import { alterTable, type TableAlteration } from './alterTable.ts';
import { createIndexSql, createObjectSql, createTableSql } from './createSql.ts';
import { nameSql } from './keywords.ts';
import { namesOf, type RebuildOptions, rebuildStatements } from './rebuild.ts';
import { renameStatements } from './rename.ts';
import { restoreStatements } from './restore.ts';
import { statement } from './statement.ts';
import { tablesInOrder } from './tablesInOrder.ts';
import { madeVirtualTables, takenBackVirtualTables } from './virtualTables.ts';

type AlteredTable = Extract<Change, { kind: 'alterTable' }>;

/**
 * The statements that bring `from` to `to`: what is in the way goes first, then tables, indexes, views, triggers. Views
 * and triggers that a change of a table would take along or that SQLite would stumble over are dropped before it and
 * made again after it. One rebuild per table at most.
 */
export function alterStatements(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  options: AlterOptions,
  version: readonly number[],
): readonly DdlStatement[] {
  const altered = changes
    .filter((change) => change.kind === 'alterTable')
    .map((change) => ({
      change,
      alteration: alterationOf(change, options, version),
    }));
  const droppedTables = changes.flatMap((change) => (change.kind === 'dropTable' ? [change.table] : []));
  const rebuilt = altered.filter(({ alteration }) => 'rebuild' in alteration).map(({ change }) => change);
  const replaced = new Set(
    [...droppedTables, ...rebuilt.map(({ before }) => before)].map((table) => tableId(table)),
  );
  const { drops, creates } = objectChanges(changes, from, to, altered, replaced);
  const rebuiltSet = new Set<Change>(rebuilt);
  const filling = { placeholders: options.placeholders, restoring: options.restoring ?? false };
  const taken = namesOf(from, to);
  const byName = new Map(to.tables.map((table) => [table.name.toLowerCase(), table]));
  const find = (name: string) => byName.get(name.toLowerCase());

  const droppedFirst = [...tablesInOrder(droppedTables)].reverse();
  const createdTables = tablesInOrder(
    changes.flatMap((change) => (change.kind === 'createTable' ? [change.table] : [])),
  );
  const tables = parentsFirst(altered).map(({ change, alteration }) => ({
    before: afterRenames(change),
    after: change.after,
    alteration,
  }));
  const indexes = changes.flatMap((change) => newIndexes(change, rebuiltSet));

  const statements = [
    ...drops.map((object) => statement(`DROP ${object.kind.toUpperCase()} ${nameSql(object.name)}`)),
    ...(options.restoring || options.takingBack
      ? takenBackVirtualTables(changes, options.takingBack ?? false)
      : []),
    ...altered.flatMap(({ change, alteration }) =>
      'rebuild' in alteration ? [] : droppedIndexes(change.changes),
    ),
    ...droppedFirst.map(dropTable),
    ...renameStatements(
      altered.map(({ change }) => change),
      taken,
    ),
    ...createdTables.map((table) => statement(createTableSql(table))),
    ...(options.restoring ? restoreStatements(createdTables, tables, find) : []),
    ...tables.flatMap((table) => tableStatements(table, from, { ...filling, find, taken })),
    ...indexes.map((index) => statement(createIndexSql(index))),
    ...madeVirtualTables(changes),
    ...creates.map((object) => statement(createObjectSql(object))),
  ];
  if (!needsForeignKeysOff(rebuilt, droppedTables, from)) return statements;
  // Said in the file, as it is not what the order of the statements looks like.
  const comments = ['Runs before the transaction begins; references are checked before it ends.'];
  return [
    statement('PRAGMA foreign_keys = off', { comments }),
    ...statements,
    statement('PRAGMA foreign_keys = on'),
  ];
}

/** What fills a column of a child may be a row of its parent as it is to be. */
function parentsFirst<T extends { readonly change: AlteredTable }>(altered: readonly T[]): readonly T[] {
  const byId = new Map(altered.map((each) => [tableId(each.change.after), each]));
  return tablesInOrder(altered.map(({ change }) => change.after)).map((table) => byId.get(tableId(table))!);
}

function alterationOf(
  change: AlteredTable,
  options: AlterOptions,
  version: readonly number[],
): TableAlteration {
  return alterTable(change.before, change.after, change.changes, options, version);
}

/** With foreign keys on, DROP TABLE deletes row by row: children are deleted with them, or forbid it. */
function needsForeignKeysOff(
  rebuilt: readonly AlteredTable[],
  dropped: readonly Table[],
  from: Schema,
): boolean {
  if (rebuilt.length > 0) return true;
  const names = new Set(dropped.map(({ name }) => name.toLowerCase()));
  const references = from.tables.flatMap((table) =>
    table.constraints.map((constraint) => constraint.references?.table),
  );
  return references.some((name) => name !== undefined && names.has(name.toLowerCase()));
}

/** A table as it is when its renames have been carried out. */
function afterRenames({ before, after, changes }: AlteredTable): Table {
  const renames = changes.flatMap((change) =>
    change.kind === 'renameColumn' ? [[change.from, change.to] as const] : [],
  );
  const names = new Map(renames);
  return {
    ...before,
    name: after.name,
    columns: before.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })),
  };
}

function dropTable(table: Table): DdlStatement {
  const destructive = `The table ${table.name} and all its rows are lost.`;
  return statement(`DROP TABLE ${nameSql(table.name)}`, { destructive });
}

function tableStatements(
  {
    before,
    after,
    alteration,
  }: { readonly before: Table; readonly after: Table; readonly alteration: TableAlteration },
  from: Schema,
  options: Omit<RebuildOptions, 'isNamedElsewhere' | 'reason'>,
): readonly DdlStatement[] {
  if (!('rebuild' in alteration)) return alteration.statements;
  const own = new Set([tableId(before), tableId(after)]);
  const isNamedElsewhere = from.objects.some(
    ({ kind, parent }) => kind === 'view' || parent === null || !own.has(parent),
  );
  return rebuildStatements(before, after, { ...options, isNamedElsewhere, reason: alteration.rebuild });
}

function droppedIndexes(changes: readonly TableChange[]): readonly DdlStatement[] {
  return changes
    .flatMap((change) =>
      change.kind === 'dropIndex' ? [change.index] : change.kind === 'alterIndex' ? [change.before] : [],
    )
    .map((index) => statement(`DROP INDEX ${nameSql(index.name)}`));
}

function newIndexes(change: Change, rebuilt: ReadonlySet<Change>) {
  if (change.kind === 'createTable') return change.table.indexes;
  if (change.kind !== 'alterTable') return [];
  if (rebuilt.has(change)) return change.after.indexes;
  return change.changes.flatMap((inner) =>
    inner.kind === 'addIndex' ? [inner.index] : inner.kind === 'alterIndex' ? [inner.after] : [],
  );
}
