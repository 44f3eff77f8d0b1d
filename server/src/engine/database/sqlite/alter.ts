import type { Change, TableChange } from '../../diff/change.ts';
import { idOf, type Schema, type SchemaObject, type Table, tableId } from '../../schema/model.ts';
import type { AlterOptions, DdlStatement } from '../ddl.ts';
import { alterTable, type TableAlteration } from './alterTable.ts';
import { createIndexSql, createObjectSql, createTableSql } from './createSql.ts';
import { nameSql } from './keywords.ts';
import { obstacles } from './obstacles.ts';
import { inOrder } from './order.ts';
import { namesOf, rebuildStatements } from './rebuild.ts';
import { renameStatements } from './rename.ts';
import { statement } from './statement.ts';
import { tablesInOrder } from './tablesInOrder.ts';

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
  const taken = namesOf(from, to);

  const statements = [
    ...drops.map((object) => statement(`DROP ${object.kind.toUpperCase()} ${nameSql(object.name)}`)),
    ...altered.flatMap(({ change, alteration }) =>
      'rebuild' in alteration ? [] : droppedIndexes(change.changes),
    ),
    ...[...tablesInOrder(droppedTables)].reverse().map((table) =>
      statement(`DROP TABLE ${nameSql(table.name)}`, {
        destructive: `The table ${table.name} and all its rows are lost.`,
      }),
    ),
    ...renameStatements(
      altered.map(({ change }) => change),
      taken,
    ),
    ...tablesInOrder(changes.flatMap((change) => (change.kind === 'createTable' ? [change.table] : []))).map(
      (table) => statement(createTableSql(table)),
    ),
    ...altered.flatMap(({ change, alteration }) =>
      tableStatements(change, alteration, from, { ...options, taken }),
    ),
    ...changes
      .flatMap((change) => newIndexes(change, rebuilt))
      .map((index) => statement(createIndexSql(index))),
    ...creates.map((object) => statement(createObjectSql(object))),
  ];
  if (!needsForeignKeysOff(rebuilt, droppedTables, from)) return statements;
  return [statement('PRAGMA foreign_keys = off'), ...statements, statement('PRAGMA foreign_keys = on')];
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

function tableStatements(
  { before, after }: AlteredTable,
  alteration: TableAlteration,
  from: Schema,
  options: AlterOptions & { readonly taken: ReadonlySet<string> },
): readonly DdlStatement[] {
  if (!('rebuild' in alteration)) return alteration.statements;
  // A rename has been carried out by then.
  const renamed = { ...before, name: after.name };
  const isNamedElsewhere = from.objects.some(
    (object) => object.kind === 'view' || object.parent !== tableId(before),
  );
  return rebuildStatements(renamed, after, { ...options, isNamedElsewhere, reason: alteration.rebuild });
}

function droppedIndexes(changes: readonly TableChange[]): readonly DdlStatement[] {
  return changes
    .flatMap((change) =>
      change.kind === 'dropIndex' ? [change.index] : change.kind === 'alterIndex' ? [change.before] : [],
    )
    .map((index) => statement(`DROP INDEX ${nameSql(index.name)}`));
}

function newIndexes(change: Change, rebuilt: readonly AlteredTable[]) {
  if (change.kind === 'createTable') return change.table.indexes;
  if (change.kind !== 'alterTable') return [];
  if (rebuilt.includes(change)) return change.after.indexes;
  return change.changes.flatMap((inner) =>
    inner.kind === 'addIndex' ? [inner.index] : inner.kind === 'alterIndex' ? [inner.after] : [],
  );
}

/** Which views and triggers are dropped, and which are made, in an order that runs. */
function objectChanges(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  altered: readonly { readonly change: AlteredTable; readonly alteration: TableAlteration }[],
  replaced: ReadonlySet<string>,
): { readonly drops: readonly SchemaObject[]; readonly creates: readonly SchemaObject[] } {
  const gone = new Set<string>();
  const made = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'dropObject') gone.add(idOf(change.object));
    if (change.kind === 'alterObject') gone.add(idOf(change.before));
    if (change.kind === 'createObject') made.add(idOf(change.object));
    if (change.kind === 'alterObject') made.add(idOf(change.after));
  }
  for (const object of obstacles(from, altered)) gone.add(idOf(object));
  // A trigger goes with its table or view, and one that is to stay is made again.
  for (const object of from.objects)
    if (object.parent !== null && gone.has(object.parent)) gone.add(idOf(object));
  const lost = new Set([
    ...gone,
    ...from.objects.filter(({ parent }) => parent !== null && replaced.has(parent)).map(idOf),
  ]);
  const isWithParent = ({ parent }: SchemaObject) =>
    parent !== null && (replaced.has(parent) || gone.has(parent));
  const drops = from.objects.filter((object) => gone.has(idOf(object)) && !isWithParent(object));
  const creates = to.objects.filter((object) => made.has(idOf(object)) || lost.has(idOf(object)));
  const rank = ({ kind }: SchemaObject) => (kind === 'view' ? 0 : 1);
  const ordered = inOrder(creates, idOf, (object) => object.dependsOn);
  return {
    drops: [...drops].sort((a, b) => rank(b) - rank(a)),
    creates: [...ordered].sort((a, b) => rank(a) - rank(b)),
  };
}
