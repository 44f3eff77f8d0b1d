import type { Change, TableChange } from '../../diff/change.ts';
import { type Constraint, type Schema, type Table, tableId } from '../../schema/model.ts';
import type { AlterOptions, DdlStatement } from '../ddl.ts';
import { alterTable, indexOfKey } from './alterTable.ts';
import type { Flavour } from './flavour.ts';
import { isForeignKey, planForeignKeys, type TableKey, targetId } from './foreignKeyPlan.ts';
import { freedChecks } from './freedChecks.ts';
import { type Leniency, lenienciesOf, leniently } from './lenientKeys.ts';
import { identifier } from './literal.ts';
import { underSettings } from './objectSql.ts';
import { objectWork } from './objectWork.ts';
import { inOrder, tablesInOrder } from './order.ts';
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
  const needs = lenienciesOf(to, flavour);
  const keys = planForeignKeys(
    changes,
    from,
    to,
    options.placeholders && options.filled === undefined,
    flavour,
    needs,
  );
  const created = tablesInOrder(
    changes.flatMap((change) => (change.kind === 'createTable' ? [change.table] : [])),
  );
  // A new table's key to a table that changes waits until that has changed.
  const changing = new Set(
    changes.flatMap((change) => (change.kind === 'alterTable' ? [tableId(change.after)] : [])),
  );
  const waits = (key: Constraint) => changing.has(targetId(key)) || needs(key) !== null;
  const newTables = created.tables.map(({ table, foreignKeys }) => ({
    table,
    now: foreignKeys.filter((key) => !waits(key)),
    late: foreignKeys.filter(waits).map((constraint) => ({ table, constraint })),
  }));
  const renames = changes.flatMap((change) =>
    change.kind === 'alterTable' ? renameTable(change.before, change.changes, flavour) : [],
  );
  const freed = freedChecks(changes, flavour);
  const tables = changes.flatMap((change) => {
    if (change.kind !== 'alterTable') return [];
    const id = tableId(change.after);
    const statements = alterTable({
      ...{
        before: renamed(change.before, change.changes),
        after: change.after,
        changes: freed.left(change.changes),
        flavour,
      },
      foreignKeys: { drop: keys.mergedDrops.get(id) ?? [], add: keys.mergedAdds.get(id) ?? [] },
      laterKeys: keys.adds.filter(({ table }) => tableId(table) === id).map(({ constraint }) => constraint),
      strict: /STRICT|TRADITIONAL/.test(String(from.attributes.sqlMode ?? 'STRICT')),
      restoring: options.restoring ?? false,
      fill:
        options.placeholders && (options.filled === undefined || options.filled.has(tableId(change.before))),
    });
    return underZeroDates(statements, [change.before, change.after], from);
  });
  const objects = objectWork(changes, from, to, new Set(droppedTables.map(tableId)));
  return [
    ...objects.first,
    ...dropKeys(keys.drops),
    ...dropTables(droppedTables),
    ...freed.statements,
    ...renames,
    ...objects.sequences,
    ...newTables.flatMap(({ table, now }) =>
      underZeroDates([statement(createTable(table, now))], [table], from),
    ),
    ...tables,
    ...addKeys([...created.late, ...newTables.flatMap(({ late }) => late), ...keys.adds], from, needs),
    ...leniently(addKeys(keys.unchecked, from), 'missingTable', rowsAreGone),
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

function addKeys(
  all: readonly TableKey[],
  from: Schema,
  needs: (constraint: Constraint) => Leniency | null = () => null,
): readonly DdlStatement[] {
  const old = new Map(from.tables.map((table) => [tableId(table), table]));
  const add = (keys: readonly TableKey[]) =>
    byTable(keys).map(({ table, constraints }) => {
      const before = old.get(tableId(table));
      const indexes =
        before === undefined
          ? []
          : constraints.flatMap((constraint) => indexOfKey(constraint, before, table));
      const clauses = [
        ...new Set(indexes),
        ...constraints.map((constraint) => `ADD ${constraintSql(constraint)}`),
      ];
      return statement(
        `ALTER TABLE ${identifier(table.name)}${clauses.length > 1 ? '\n  ' : ' '}${clauses.join(',\n  ')}`,
      );
    });
  return ([null, 'keyNotUnique', 'missingTable'] as const).flatMap((leniency) =>
    leniently(add(all.filter(({ constraint }) => needs(constraint) === leniency)), leniency),
  );
}

const rowsAreGone = 'The rows that these foreign keys point to are gone: not checked.';

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
