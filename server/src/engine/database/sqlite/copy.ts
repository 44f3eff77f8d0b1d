import type { Column, Table } from '../../schema/model.ts';
import { hasRowid, isStrict, rowidColumn, rowidName, rowidNames, sameName } from './affinity.ts';
import { nameSql } from './keywords.ts';
import { type FindTable, keyOfAnother, placeholder, uniqueness } from './placeholder.ts';
import { identifier } from './quote.ts';

/** How columns that must hold something get it. */
export interface Filling {
  readonly placeholders: boolean;
  readonly restoring: boolean;
  readonly find: FindTable;
}

export interface Copy {
  readonly sql: string;
  readonly comments: readonly string[];
  readonly destructive: string | null;
}

/**
 * The INSERT that brings the rows of `before` into `temporary`, which is made like `after`, with what is to be said of
 * it. Columns go by name; what they get that had nothing is told in a comment each.
 */
export function copied(temporary: string, before: Table, after: Table, options: Filling): Copy {
  const columns: [string, string][] = [];
  const comments: string[] = [];
  const joins: string[] = [];
  const old = (column: Column) => before.columns.find(({ name }) => sameName(name, column.name));
  const rowid = keptRowid(before, after);
  if (rowid !== null) columns.push(rowid);
  for (const column of after.columns) {
    if (column.generated !== null || sameName(rowid?.[0] ?? '', nameSql(column.name))) continue;
    const was = restorable(old(column), column, before, after, options);
    const value =
      was === undefined
        ? newValue(column, before, after, options)
        : oldValue(was, column, before, after, options);
    if (value === null) continue;
    columns.push([nameSql(column.name), value.sql]);
    if (value.join !== undefined) joins.push(value.join);
    if (value.fill !== null)
      comments.push(`Existing rows without a value get ${value.fill} in ${after.name}.${column.name}.`);
  }
  if (columns.length === 0) columns.push(...onlyNew(after));
  const lost = before.columns.filter((column) => {
    const now = after.columns.find(({ name }) => sameName(name, column.name));
    return column.generated === null && (now === undefined || now.generated !== null);
  });
  const names = lost.map((column) => `${before.name}.${column.name}`);
  return {
    sql: copySql(temporary, before, after, columns, joins),
    comments,
    destructive: lost.length === 0 ? null : `The contents of ${names.join(', ')} are lost.`,
  };
}

/** What a generated column computed is not what a plain one held: it comes back only where anything may stand. */
function restorable(
  was: Column | undefined,
  column: Column,
  before: Table,
  after: Table,
  options: Filling,
): Column | undefined {
  if (was?.generated == null || !options.restoring) return was;
  const isBound = after.constraints.some(
    ({ kind, columns }) => kind !== 'primaryKey' && columns.some((name) => sameName(name, column.name)),
  );
  return isBound || uniqueness(column, after, before) !== null ? undefined : was;
}

/** Rows stay rows, even if nothing is left of what was in them. */
function onlyNew(after: Table): [string, string][] {
  const column = after.columns.find(({ generated }) => generated === null);
  return column === undefined ? [] : [[nameSql(column.name), column.default ?? 'NULL']];
}

/** The rowid of a table that shows it in no column stays, as other tables may keep it (an FTS index does). */
function keptRowid(before: Table, after: Table): [string, string] | null {
  if (!hasRowid(before) || !hasRowid(after)) return null;
  const alias = rowidColumn(after);
  const name = rowidName(before, after);
  if (alias === undefined) return name === undefined ? null : [name, name];
  const isNew = !before.columns.some((column) => sameName(column.name, alias.name));
  const own = rowidName(before);
  return isNew && own !== undefined ? [nameSql(alias.name), own] : null;
}

interface Value {
  readonly sql: string;
  /** What rows get that have nothing; null when that cannot be. */
  readonly fill: string | null;
  /** What `sql` needs beside the table before. */
  readonly join?: string;
}

/** null: the column's default, or NULL. */
function newValue(column: Column, before: Table, after: Table, options: Filling): Value | null {
  if (!options.placeholders || isRowidAlias(column, after)) return null;
  const isGiven = column.nullable || column.default !== null;
  const bound = options.restoring ? binding(column, after, before) : null;
  if (isGiven && bound === null) return null;
  if (column.nullable && bound !== 'expression')
    return column.default === null ? null : { sql: 'NULL', fill: null };
  return filled(column, after, before, options);
}

function oldValue(was: Column, column: Column, before: Table, after: Table, options: Filling): Value {
  const name = nameSql(was.name);
  const kept = isStrict(after) ? strictValue(name, was.type, column.type, options.restoring) : name;
  const mustFill = was.nullable && !column.nullable && !isRowidAlias(column, after);
  const given = options.restoring && binding(column, after, before) !== null ? null : column.default;
  if (!mustFill || (given === null && !options.placeholders && column.default === null)) {
    return { sql: kept, fill: null };
  }
  const fill = given ?? (options.placeholders ? null : column.default);
  const value = fill === null ? filled(column, after, before, options) : { sql: fill, fill };
  return { ...value, sql: `coalesce(${kept}, ${value.sql})` };
}

/** A placeholder; where each row must refer to another row, the rows of both tables are counted. */
function filled(column: Column, after: Table, before: Table, { find }: Filling): Value {
  const target = uniqueness(column, after, before) === null ? null : keyOfAnother(column, after, find);
  if (target === null) {
    const fill = placeholder(column, after, before, find);
    return { sql: fill, fill };
  }
  const alias = identifier(`parent of ${column.name}`);
  const key = nameSql(target.column);
  const numbered = `SELECT ${key} AS "parent key", row_number() OVER (ORDER BY ${key}) AS "row number" FROM ${nameSql(target.table)}`;
  return {
    sql: `${alias}."parent key"`,
    fill: `one row of ${target.table} each`,
    join: `LEFT JOIN (${numbered}) AS ${alias} ON ${alias}."row number" = old."row number"`,
  };
}

/** Why the default, the same in every row, may not do where data comes back: see `uniqueness`, or a reference. */
function binding(column: Column, after: Table, before: Table): ReturnType<typeof uniqueness> {
  const refers = after.constraints.some(
    ({ references, columns }) => references !== null && columns.some((name) => sameName(name, column.name)),
  );
  return uniqueness(column, after, before) ?? (refers ? 'column' : null);
}

function isRowidAlias(column: Column, table: Table): boolean {
  return rowidColumn(table) === column;
}

/**
 * STRICT refuses bytes in TEXT and anything else in BLOB; where the type changes, the bytes stay, and numbers that
 * became bytes come back from them. Where only STRICT is new, a value that does not fit is for the user to decide
 * about, and the statement fails.
 */
function strictValue(name: string, from: string, to: string, restoring: boolean): string {
  const isCast = to === 'BLOB' || (from === 'BLOB' && to !== 'ANY' && (to === 'TEXT' || restoring));
  return from !== to && isCast ? `CAST(${name} AS ${to})` : name;
}

/** ABORT stands above the conflict clauses of the new table, which could drop rows in silence. */
function copySql(
  temporary: string,
  before: Table,
  after: Table,
  columns: readonly (readonly [string, string])[],
  joins: readonly string[],
): string {
  const conflicts = [
    ...after.constraints.map(({ definition }) => definition),
    JSON.stringify(after.columns),
  ].some((text) => / ON CONFLICT |notNullConflict/.test(text));
  const into = columns.map(([name]) => name).join(', ');
  const values = columns.map(([, value]) => value).join(', ');
  const from = joins.length === 0 ? nameSql(before.name) : [numberedSql(before), ...joins].join('\n');
  return `INSERT${conflicts ? ' OR ABORT' : ''} INTO ${nameSql(temporary)} (${into})\nSELECT ${values} FROM ${from}`;
}

function numberedSql(table: Table): string {
  const rowids = hasRowid(table)
    ? rowidNames.filter((name) => !table.columns.some((column) => sameName(column.name, name)))
    : [];
  const shown = rowids.map((name) => `${rowids[0]} AS ${name}, `).join('');
  return `(SELECT ${shown}*, row_number() OVER () AS "row number" FROM ${nameSql(table.name)}) AS old`;
}
