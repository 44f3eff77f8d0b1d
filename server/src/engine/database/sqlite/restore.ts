import { type Constraint, type Table, tableId } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { hasRowid, primaryKeyOf, rowidColumn, sameName } from './affinity.ts';
import { nameSql } from './keywords.ts';
import { type FindTable, placeholder } from './placeholder.ts';
import { statement } from './statement.ts';

/**
 * Rows for tables that come back empty while rows that are still there refer to them: one for each value that is
 * referred to, with placeholders in the columns that must hold something, and one row of every table that these must
 * refer to in turn. Without them the down of a DROP TABLE could not run. `children` are tables before and after.
 */
export function restoreStatements(
  created: readonly Table[],
  children: readonly { readonly before: Table; readonly after: Table }[],
  find: FindTable,
): readonly DdlStatement[] {
  const parents = new Map(created.map((table) => [tableId(table).toLowerCase(), table]));
  const parentOf = ({ references }: Constraint) =>
    references === null
      ? undefined
      : parents.get(tableId({ schema: null, name: references.table }).toLowerCase());
  const statements: DdlStatement[] = [];
  const given = new Set<Table>();
  const giveRow = (parent: Table, condition: string) => {
    if (given.has(parent)) return;
    given.add(parent);
    for (const needed of neededBy(parent)) giveRow(needed, condition);
    const keys = keyOf(parent).map((name) => keyValue(parent, name, find));
    const row = insertSql(
      parent,
      keyOf(parent),
      find,
      (fills) => `SELECT ${[...keys, ...fills].join(', ')} WHERE ${condition}`,
    );
    statements.push(
      statement(row, { comments: [`${parent.name} gets a row to refer to, since its own rows are gone.`] }),
    );
  };
  const neededBy = (table: Table) =>
    table.constraints.filter((key) => mustRefer(key, table)).flatMap((key) => parentOf(key) ?? []);
  for (const { before, after } of children) {
    for (const key of after.constraints) {
      const parent = parentOf(key);
      if (parent === undefined) continue;
      const old = key.columns.map(
        (column) =>
          before.columns.find(({ name, generated }) => generated === null && sameName(name, column))?.name,
      );
      const exists = `EXISTS (SELECT 1 FROM ${nameSql(before.name)})`;
      if (old.every((name) => name !== undefined)) {
        for (const needed of neededBy(parent)) giveRow(needed, exists);
        statements.push(...rowsFor(parent, key, old, before, after, find));
      } else if (mustRefer(key, after)) giveRow(parent, exists);
    }
  }
  return statements;
}

function mustRefer(key: Constraint, table: Table): boolean {
  if (key.references === null || sameName(key.references.table, table.name)) return false;
  return table.columns.some(
    ({ name, nullable }) => !nullable && key.columns.some((column) => sameName(column, name)),
  );
}

/** A row for each value that `key` has in the table before. */
function rowsFor(
  parent: Table,
  key: Constraint,
  old: readonly string[],
  before: Table,
  after: Table,
  find: FindTable,
): readonly DdlStatement[] {
  const target = key.references!.columns.length > 0 ? key.references!.columns : keyOf(parent);
  if (target.length !== old.length) return [];
  const columns = old.map(nameSql);
  const isGiven = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const keys = `SELECT DISTINCT ${columns.join(', ')} FROM ${nameSql(before.name)} WHERE ${isGiven}`;
  const sql = insertSql(
    parent,
    target,
    find,
    (fills) => `SELECT ${[...columns, ...fills].join(', ')} FROM (${keys})`,
  );
  const what = key.columns.map((column) => `${after.name}.${column}`).join(', ');
  return [
    statement(sql, {
      comments: [`${parent.name} gets a row for each value of ${what}, since its own rows are gone.`],
    }),
  ];
}

function keyOf(table: Table): readonly string[] {
  return primaryKeyOf(table)?.columns ?? [];
}

function keyValue(parent: Table, name: string, find: FindTable): string {
  const column = parent.columns.find((each) => sameName(each.name, name))!;
  return rowidColumn(parent) === column ? '1' : placeholder(column, parent, uncounted(parent), find);
}

/** An INSERT of key columns and of what else must hold something; a row that is there already stays. */
function insertSql(
  parent: Table,
  target: readonly string[],
  find: FindTable,
  select: (fills: readonly string[]) => string,
): string {
  const others = parent.columns.filter(
    (column) =>
      !column.nullable &&
      column.default === null &&
      column.generated === null &&
      rowidColumn(parent) !== column &&
      !target.some((name) => sameName(name, column.name)),
  );
  const into = [...target, ...others.map(({ name }) => name)].map(nameSql);
  const fills = others.map((column) => placeholder(column, parent, uncounted(parent), find));
  if (into.length === 0) return `INSERT INTO ${nameSql(parent.name)} DEFAULT VALUES`;
  return `INSERT OR IGNORE INTO ${nameSql(parent.name)} (${into.join(', ')})\n${select(fills)}`;
}

/** The new rows have no rowid yet: what must be unique is counted, not taken from it. */
function uncounted(parent: Table): Table {
  const columns: Table['columns'] = [];
  return hasRowid(parent)
    ? { ...parent, columns, attributes: { ...parent.attributes, withoutRowid: true } }
    : { ...parent, columns };
}
