import type { Change, TableChange } from '../../diff/change.ts';
import { idOf, type Schema, type SchemaObject, type Table, tableId } from '../../schema/model.ts';
import type { AlterOptions, DdlStatement } from '../ddl.ts';
import { alterTable } from './alterTable.ts';
import type { Flavour } from './flavour.ts';
import { isForeignKey, planForeignKeys, type TableKey, targetId } from './foreignKeyPlan.ts';
import { identifier } from './literal.ts';
import { createObject, dropObject, underSettings } from './objectSql.ts';
import { inOrder, objectsInOrder, tablesInOrder } from './order.ts';
import { renameTable } from './renameTable.ts';
import { statement } from './statement.ts';
import { constraintSql, createTable } from './tableSql.ts';
import { underZeroDates } from './zeroDates.ts';

/**
 * In this order: programs and views that go, foreign keys that go (for good, or meanwhile), tables that go, renames,
 * sequences, new tables, changed tables, foreign keys that come, sequences that go, then programs and views that
 * come or change. A view is replaced in place, a program is dropped and created.
 */
export function alter(
  changes: readonly Change[],
  from: Schema,
  to: Schema,
  options: AlterOptions,
  flavour: Flavour,
): readonly DdlStatement[] {
  const droppedTables = changes.flatMap((change) => (change.kind === 'dropTable' ? [change.table] : []));
  const keys = planForeignKeys(changes, from, to);
  const created = tablesInOrder(
    changes.flatMap((change) => (change.kind === 'createTable' ? [change.table] : [])),
  );
  // A new table's key to a table that changes waits until that has changed.
  const changing = new Set(
    changes.flatMap((change) => (change.kind === 'alterTable' ? [tableId(change.after)] : [])),
  );
  const newTables = created.tables.map(({ table, foreignKeys }) => ({
    table,
    now: foreignKeys.filter((key) => !changing.has(targetId(key))),
    late: foreignKeys
      .filter((key) => changing.has(targetId(key)))
      .map((constraint) => ({ table, constraint })),
  }));
  const renames = changes.flatMap((change) =>
    change.kind === 'alterTable' ? renameTable(change.before, change.after, change.changes, flavour) : [],
  );
  const tables = changes.flatMap((change) => {
    if (change.kind !== 'alterTable') return [];
    const id = tableId(change.after);
    const statements = alterTable({
      ...{
        before: renamed(change.before, change.changes),
        after: change.after,
        changes: change.changes,
        flavour,
      },
      foreignKeys: { drop: keys.mergedDrops.get(id) ?? [], add: keys.mergedAdds.get(id) ?? [] },
      laterKeys: keys.adds.filter(({ table }) => tableId(table) === id).map(({ constraint }) => constraint),
      strict: /STRICT|TRADITIONAL/.test(String(from.attributes.sqlMode ?? 'STRICT')),
      fill:
        options.placeholders && (options.filled === undefined || options.filled.has(tableId(change.before))),
    });
    return underZeroDates(statements, [change.before, change.after], from);
  });
  const objects = objectWork(changes, to, new Set(droppedTables.map(tableId)));
  return [
    ...objects.first,
    ...dropKeys(keys.drops),
    ...dropTables(droppedTables),
    ...renames,
    ...objects.sequences,
    ...newTables.flatMap(({ table, now }) =>
      underZeroDates([statement(createTable(table, now))], [table], from),
    ),
    ...tables,
    ...addKeys([...created.late, ...newTables.flatMap(({ late }) => late), ...keys.adds]),
    ...objects.droppedSequences,
    ...underSettings(objects.last, from),
  ];
}

/** The table under its new name and with its columns' new names, as the rename has left it. */
function renamed(table: Table, changes: readonly TableChange[]): Table {
  const columns = new Map(
    changes.flatMap((change) => (change.kind === 'renameColumn' ? [[change.from, change.to] as const] : [])),
  );
  const name =
    changes.flatMap((change) => (change.kind === 'renameTable' ? [change.to] : [])).at(-1) ?? table.name;
  return {
    ...table,
    name,
    columns: table.columns.map((column) => ({ ...column, name: columns.get(column.name) ?? column.name })),
  };
}

function dropKeys(keys: readonly TableKey[]): readonly DdlStatement[] {
  return byTable(keys).map(({ table, constraints }) =>
    statement(
      `ALTER TABLE ${identifier(table.name)} ${constraints.map(({ name }) => `DROP FOREIGN KEY ${identifier(name ?? '')}`).join(', ')}`,
    ),
  );
}

function addKeys(keys: readonly TableKey[]): readonly DdlStatement[] {
  return byTable(keys).map(({ table, constraints }) => {
    const clauses = constraints.map((constraint) => `ADD ${constraintSql(constraint)}`);
    return statement(
      `ALTER TABLE ${identifier(table.name)}${clauses.length > 1 ? '\n  ' : ' '}${clauses.join(',\n  ')}`,
    );
  });
}

function byTable(keys: readonly TableKey[]) {
  const groups = new Map<string, { table: Table; constraints: TableKey['constraint'][] }>();
  for (const { table, constraint } of keys) {
    const group = groups.get(tableId(table));
    if (group === undefined) groups.set(tableId(table), { table, constraints: [constraint] });
    else group.constraints.push(constraint);
  }
  return [...groups.values()];
}

/** Referring tables before those they refer to; keys that close a circle are dropped first. */
function dropTables(tables: readonly Table[]): readonly DdlStatement[] {
  const order = [
    ...inOrder(tables, tableId, (table) => table.constraints.filter(isForeignKey).map(targetId)),
  ].reverse();
  const place = new Map(order.map((table, index) => [tableId(table), index]));
  const circular = order.flatMap((table, index) =>
    table.constraints
      .filter((constraint) => isForeignKey(constraint) && (place.get(targetId(constraint)) ?? index) < index)
      .map((constraint) => ({ table, constraint })),
  );
  const drops = order.map((table) =>
    statement(`DROP TABLE ${identifier(table.name)}`, {
      destructive: `The table ${table.name} and all its rows are lost.`,
    }),
  );
  return [...dropKeys(circular), ...drops];
}

interface ObjectWork {
  readonly first: readonly DdlStatement[];
  readonly sequences: readonly DdlStatement[];
  readonly droppedSequences: readonly DdlStatement[];
  readonly last: readonly { readonly object: SchemaObject | null; readonly statement: DdlStatement }[];
}

/** Programs and views: a trigger goes with its table. */
function objectWork(changes: readonly Change[], to: Schema, droppedTables: ReadonlySet<string>): ObjectWork {
  const followed = new Set(
    to.objects.flatMap((object) => (object.kind === 'trigger' ? object.dependsOn : [])),
  );
  const dropped = changes.flatMap((change) => (change.kind === 'dropObject' ? [change.object] : []));
  const created = changes.flatMap((change) => (change.kind === 'createObject' ? [change.object] : []));
  const altered = changes.flatMap((change) => (change.kind === 'alterObject' ? [change] : []));
  const isSequence = (object: SchemaObject) => object.kind === 'sequence';
  const isEarly = (object: SchemaObject) => object.kind === 'trigger' || object.kind === 'event';
  const going = [
    ...dropped.filter((object) => !isSequence(object)),
    ...altered.map(({ before }) => before).filter(isEarly),
  ];
  const old = new Map(altered.map(({ before, after }) => [idOf(after), before]));
  const coming = objectsInOrder(
    [...created, ...altered.map(({ after }) => after)].filter((object) => !isSequence(object)),
  );
  const inPlace = altered
    .filter(({ after }) => isSequence(after))
    .map(({ after }) => statement(after.definition.replace(/^CREATE/, 'ALTER')));
  return {
    first: [...objectsInOrder(going)]
      .reverse()
      .filter((object) => object.parent === null || !droppedTables.has(object.parent))
      .map(dropObject),
    sequences: [
      ...created.filter(isSequence).map((object) => createObject(object, { owner: undefined })),
      ...inPlace,
    ],
    droppedSequences: dropped.filter(isSequence).map(dropObject),
    last: coming.flatMap((object) => {
      const before = old.get(idOf(object));
      // Who defines a program stays who it was, unless the new one names somebody.
      const create = {
        object,
        statement: createObject(object, {
          owner: object.owner ?? before?.owner,
          replace: before?.kind === 'view',
          asTyped: object.dependsOn.length < 2 && !followed.has(idOf(object)),
        }),
      };
      const renewed = before !== undefined && before.kind !== 'view' && !isEarly(before);
      return renewed ? [{ object: null, statement: dropObject(before) }, create] : [create];
    }),
  };
}
