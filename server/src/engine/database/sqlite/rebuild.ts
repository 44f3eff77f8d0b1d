import type { Column, Schema, Table } from '../../schema/model.ts';
import type { DdlStatement } from '../ddl.ts';
import { hasRowid, isAutoincrement, isStrict, rowidColumn, rowidName, sameName } from './affinity.ts';
import { createTableSql } from './createSql.ts';
import { nameSql } from './keywords.ts';
import { type FindTable, placeholder, uniqueness } from './placeholder.ts';
import { literal } from './quote.ts';
import { statement } from './statement.ts';

/** How columns that must hold something get it. */
interface Filling {
  readonly placeholders: boolean;
  readonly restoring: boolean;
  readonly find: FindTable;
}

export interface RebuildOptions extends Filling {
  /** Names that the new table must not have while the old one is there. */
  readonly taken: ReadonlySet<string>;
  /** Views or triggers of other tables may name this table while it is not there. */
  readonly isNamedElsewhere: boolean;
  /** What makes the rebuild necessary, for its comment. */
  readonly reason: string;
}

/**
 * The table rebuild of sqlite.org/lang_altertable.html section 7: a new table, the rows copied, the old one dropped, the
 * new one renamed. Foreign keys must be off. Rows keep their rowid and AUTOINCREMENT its count. The old name is given
 * with `legacy_alter_table`, or SQLite would refuse since views and triggers name a table that is not there.
 * Indexes and triggers of the table are gone afterwards.
 */
export function rebuildStatements(
  before: Table,
  after: Table,
  options: RebuildOptions,
): readonly DdlStatement[] {
  const temporary = temporaryName(after.name, options.taken);
  const copy = copied(before, after, options);
  const rename = statement(`ALTER TABLE ${nameSql(temporary)} RENAME TO ${nameSql(after.name)}`);
  return [
    statement(createTableSql(after, temporary), {
      comments: [`${before.name} is built anew, since SQLite cannot ${options.reason} in place.`],
    }),
    statement(copySql(temporary, before, after, copy), copy),
    ...(isAutoincrement(before) && isAutoincrement(after)
      ? [statement(sequenceSql(before.name, temporary))]
      : []),
    statement(`DROP TABLE ${nameSql(before.name)}`),
    ...(options.isNamedElsewhere
      ? [statement('PRAGMA legacy_alter_table = on'), rename, statement('PRAGMA legacy_alter_table = off')]
      : [rename]),
  ];
}

function temporaryName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? `new_${name}` : `new_${name}_${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

interface Copy {
  /** Column of the new table and what it gets, as SQL. */
  readonly columns: readonly (readonly [string, string])[];
  readonly comments: readonly string[];
  readonly destructive: string | null;
}

function copied(before: Table, after: Table, options: Filling): Copy {
  const columns: [string, string][] = [];
  const comments: string[] = [];
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
    columns,
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
}

/** null: the column's default, or NULL. */
function newValue(column: Column, before: Table, after: Table, options: Filling): Value | null {
  if (!options.placeholders || isRowidAlias(column, after)) return null;
  const isGiven = column.nullable || column.default !== null;
  const unique = options.restoring ? uniqueness(column, after, before) : null;
  if (isGiven && unique === null) return null;
  // A default that is the same in every row would not be unique.
  if (column.nullable && unique !== 'expression')
    return column.default === null ? null : { sql: 'NULL', fill: null };
  const fill = placeholder(column, after, before, options.find);
  return { sql: fill, fill };
}

function oldValue(was: Column, column: Column, before: Table, after: Table, options: Filling): Value {
  const name = nameSql(was.name);
  const fills = was.nullable && !column.nullable && !isRowidAlias(column, after);
  const given = options.restoring && uniqueness(column, after, before) !== null ? null : column.default;
  const fill =
    given ?? (options.placeholders ? placeholder(column, after, before, options.find) : column.default);
  if (fills && fill !== null) return { sql: `coalesce(${name}, ${fill})`, fill };
  return {
    sql: isStrict(after) ? strictValue(name, was.type, column.type) : name,
    fill: null,
  };
}

function isRowidAlias(column: Column, table: Table): boolean {
  return rowidColumn(table) === column;
}

/**
 * STRICT refuses bytes in TEXT and anything else in BLOB; where the type changes, the bytes stay. Where only STRICT is
 * new, a value that does not fit is for the user to decide about, and the statement fails.
 */
function strictValue(name: string, from: string, to: string): string {
  return from !== to && (to === 'BLOB' || (to === 'TEXT' && from === 'BLOB'))
    ? `CAST(${name} AS ${to})`
    : name;
}

/** ABORT stands above the conflict clauses of the new table, which could drop rows in silence. */
function copySql(temporary: string, before: Table, after: Table, { columns }: Copy): string {
  const conflicts = [
    ...after.constraints.map(({ definition }) => definition),
    JSON.stringify(after.columns),
  ].some((text) => / ON CONFLICT |notNullConflict/.test(text));
  const into = columns.map(([name]) => name).join(', ');
  const values = columns.map(([, value]) => value).join(', ');
  return `INSERT${conflicts ? ' OR ABORT' : ''} INTO ${nameSql(temporary)} (${into})\nSELECT ${values} FROM ${nameSql(before.name)}`;
}

function sequenceSql(name: string, temporary: string): string {
  return `UPDATE sqlite_sequence SET seq = coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = ${literal(name)}), seq)
WHERE name = ${literal(temporary)}`;
}

/** Every name of a schema, in lower case. */
export function namesOf(...schemas: readonly Schema[]): ReadonlySet<string> {
  const names = schemas.flatMap(({ tables, objects, unmodelled }) => [
    ...tables.flatMap((table) => [table.name, ...table.indexes.map((index) => index.name)]),
    ...objects.map((object) => object.name),
    ...unmodelled.map((thing) => thing.name),
  ]);
  return new Set(names.map((name) => name.toLowerCase()));
}
