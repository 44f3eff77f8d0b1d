import { type Constraint, type Table, tableId } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { hasRowid, primaryKeyOf, rowidColumn, sameName } from './affinity.ts';
import { nameSql } from './keywords.ts';
import { type FindTable, placeholder } from './placeholder.ts';
import { statement } from './statement.ts';

/**
 * Rows for tables that come back empty while rows that are still there refer to them: one for each value that is
 * referred to, with placeholders in the columns that must hold something. Without them the down of a DROP TABLE could
 * not run. `children` are tables before and after their change.
 */
export function restoreStatements(
  created: readonly Table[],
  children: readonly { readonly before: Table; readonly after: Table }[],
  find: FindTable,
): readonly DdlStatement[] {
  const parents = new Map(created.map((table) => [tableId(table).toLowerCase(), table]));
  return children.flatMap(({ before, after }) =>
    after.constraints.flatMap((key) => {
      const target = key.references === null ? undefined : { schema: null, name: key.references.table };
      const parent = target && parents.get(tableId(target).toLowerCase());
      const sql = parent === undefined ? null : restoreSql(parent, key, before, after, find);
      if (parent === undefined || sql === null) return [];
      const what = key.columns.map((column) => `${after.name}.${column}`).join(', ');
      return [
        statement(sql, {
          comments: [`${parent.name} gets a row for each value of ${what}, since its own rows are gone.`],
        }),
      ];
    }),
  );
}

function restoreSql(
  parent: Table,
  key: Constraint,
  before: Table,
  after: Table,
  find: FindTable,
): string | null {
  const named = key.references!.columns;
  const target = named.length > 0 ? named : (primaryKeyOf(parent)?.columns ?? []);
  if (target.length !== key.columns.length) return null;
  const old = key.columns.map((column) => before.columns.find(({ name }) => sameName(name, column))?.name);
  const others = parent.columns.filter(
    (column) =>
      !target.some((name) => sameName(name, column.name)) &&
      !column.nullable &&
      column.default === null &&
      column.generated === null,
  );
  const fills = others
    .filter((column) => rowidColumn(parent) !== column)
    .map((column) => [nameSql(column.name), placeholder(column, parent, numbered(parent), find)] as const);
  const into = [...target.map(nameSql), ...fills.map(([name]) => name)].join(', ');
  const values = (keys: readonly string[]) => [...keys, ...fills.map(([, value]) => value)].join(', ');
  const head = `INSERT OR IGNORE INTO ${nameSql(parent.name)} (${into})`;
  if (old.every((name) => name !== undefined)) {
    const columns = old.map((name) => nameSql(name));
    const given = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
    const keys = `SELECT DISTINCT ${columns.join(', ')} FROM ${nameSql(before.name)} WHERE ${given}`;
    return `${head}\nSELECT ${values(columns)} FROM (${keys})`;
  }
  // The column comes back too, and must refer to something.
  const mustRefer = after.columns.some(
    (column) => !column.nullable && key.columns.some((name) => sameName(name, column.name)),
  );
  if (!mustRefer) return null;
  const keys = target.map((name) => {
    const column = parent.columns.find((each) => sameName(each.name, name))!;
    return rowidColumn(parent) === column ? '1' : placeholder(column, parent, numbered(parent), find);
  });
  return `${head}\nSELECT ${values(keys)} WHERE EXISTS (SELECT 1 FROM ${nameSql(before.name)})`;
}

/** The new rows have no rowid yet: what must be unique is counted. */
function numbered(parent: Table): Table {
  return hasRowid(parent) ? { ...parent, attributes: { ...parent.attributes, withoutRowid: true } } : parent;
}
