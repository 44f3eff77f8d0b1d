import type { TableChange } from '../../diff/change.ts';
import type { Column, Table } from '../../schema/model.ts';
import { columnsToMove } from './columnOrder.ts';
import { columnSql } from './columnSql.ts';
import { identifier } from './literal.ts';

/** What becomes of a table's columns. */
export interface ColumnPlan {
  readonly dropped: readonly Column[];
  readonly added: readonly Column[];
  /** Before and after. */
  readonly altered: ReadonlyMap<string, readonly [Column, Column]>;
  /** Under their new name: the old one, which differs in upper and lower case only. */
  readonly respelled: ReadonlyMap<string, string>;
  /** Names of columns that ALTER cannot change: dropped and added in one statement. */
  readonly rebuilt: ReadonlySet<string>;
  /** Virtual columns that become ordinary ones: stored first, so that their values stay. */
  readonly stored: readonly Column[];
}

/** Sorts out the changes of a table's columns. */
export function planColumns(before: Table, after: Table, changes: readonly TableChange[]): ColumnPlan {
  const gone = changes.flatMap((change) => (change.kind === 'dropColumn' ? [change.column] : []));
  const come = changes.flatMap((change) => (change.kind === 'addColumn' ? [change.column] : []));
  const altered = new Map<string, readonly [Column, Column]>();
  for (const change of changes) {
    if (change.kind === 'alterColumn') altered.set(change.after.name, [change.before, change.after]);
  }
  // The servers do not tell `Name` from `name`.
  const respelled = new Map<string, string>();
  const byFolded = new Map(gone.map((column) => [column.name.toLowerCase(), column]));
  for (const column of come) {
    const was = byFolded.get(column.name.toLowerCase());
    if (was === undefined) continue;
    respelled.set(column.name, was.name);
    altered.set(column.name, [was, column]);
  }
  const old = new Set(respelled.values());
  const rebuilt = new Set<string>();
  const stored: Column[] = [];
  for (const [name, [was, is]] of altered) {
    if (was.generated !== null && !was.generated.stored && is.generated === null) {
      stored.push({ ...was, generated: { ...was.generated, stored: true } });
    } else if ((was.generated?.stored ?? null) !== (is.generated?.stored ?? null) && is.generated !== null)
      rebuilt.add(name);
  }
  addDependants(before, after, rebuilt);
  return {
    dropped: gone.filter((column) => !old.has(column.name)),
    added: come.filter((column) => !respelled.has(column.name)),
    ...{ altered, respelled, rebuilt, stored },
  };
}

/** Generated columns that name a rebuilt one stand in its way, and are rebuilt too. */
function addDependants(before: Table, after: Table, rebuilt: Set<string>): void {
  const remaining = new Map(after.columns.map((column) => [column.name, column]));
  for (let grown = rebuilt.size > 0; grown; ) {
    grown = false;
    for (const column of before.columns) {
      if (rebuilt.has(column.name) || column.generated === null || !remaining.has(column.name)) continue;
      if (![...rebuilt].some((name) => mentions(column.generated!.expression, name))) continue;
      rebuilt.add(column.name);
      grown = true;
    }
  }
}

export function mentions(sql: string, column: string): boolean {
  return sql.toLowerCase().includes(identifier(column).toLowerCase());
}

/**
 * The clauses of ALTER TABLE for the columns, in the order in which their places hold. `shown` gives a column as it is
 * to be written (it may differ from `after` for the time being).
 */
export function columnClauses(
  before: Table,
  after: Table,
  plan: ColumnPlan,
  shown: (column: Column) => Column,
): readonly string[] {
  const spelled = new Map([...plan.respelled].map(([current, old]) => [old, current]));
  const isNew = new Set([...plan.added.map((column) => column.name), ...plan.rebuilt]);
  const gone = new Set(plan.dropped.map((column) => column.name));
  const kept = before.columns
    .map((column) => spelled.get(column.name) ?? column.name)
    .filter((name) => !gone.has(name) && !isNew.has(name));
  const wanted = after.columns.map((column) => column.name);
  const known = new Set(wanted);
  const staying = wanted.filter((name) => !isNew.has(name));
  const moved = columnsToMove(
    kept.filter((name) => known.has(name)),
    staying,
    // The server moves no time column of a history.
    new Set(
      before.columns.filter(({ attributes }) => attributes.rowTime !== undefined).map(({ name }) => name),
    ),
  );
  const last = wanted.findLastIndex((name) => !isNew.has(name) && !moved.has(name));
  const clauses = [
    ...gone,
    ...[...plan.rebuilt].filter((name) => before.columns.some((column) => column.name === name)),
  ].map((name) => `DROP COLUMN ${identifier(name)}`);
  after.columns.forEach((column, index) => {
    const definition = columnSql(shown(column), String(after.attributes.collation));
    const place = index === 0 ? ' FIRST' : ` AFTER ${identifier(wanted[index - 1]!)}`;
    if (isNew.has(column.name))
      clauses.push(`ADD COLUMN ${definition}${index > last && index > 0 ? '' : place}`);
    else if (plan.respelled.has(column.name))
      clauses.push(
        `CHANGE COLUMN ${identifier(plan.respelled.get(column.name)!)} ${definition}${moved.has(column.name) ? place : ''}`,
      );
    else if (plan.altered.has(column.name) || moved.has(column.name))
      clauses.push(`MODIFY COLUMN ${definition}${moved.has(column.name) ? place : ''}`);
  });
  return clauses;
}
