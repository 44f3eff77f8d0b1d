import type { Schema, Table } from '../../src/engine/schema/model.ts';
import type { RawConnection } from '../servers/rawQuery.ts';
import type { Target } from './target.ts';

/** Table (by namespace and name) → its rows, each a map from column to the text of its value. */
export type Contents = ReadonlyMap<string, readonly Readonly<Record<string, string | null>>[]>;

/**
 * The rows of every table, values as text. Generated columns follow from others and are left out, and so are the times of
 * a row of MariaDB's versioned tables, which an ALTER may set anew.
 */
export async function readContents(
  connection: RawConnection,
  schema: Schema,
  target: Target,
): Promise<Contents> {
  const contents = new Map<string, readonly Record<string, string | null>[]>();
  for (const table of schema.tables) {
    const columns = table.columns
      .filter((column) => column.generated === null && column.attributes.rowTime === undefined)
      .map((column) => column.name);
    if (columns.length === 0) continue;
    try {
      const list = columns.map((column) => quoted(column, target)).join(', ');
      const rows = await connection.query(`SELECT ${list} FROM ${source(table, target)}`);
      contents.set(
        `${table.schema}.${table.name}`,
        rows.map((row) => Object.fromEntries(columns.map((column) => [column, asText(row[column])]))),
      );
    } catch {
      // A foreign table whose server is not there has no rows to lose.
    }
  }
  return contents;
}

/** Rows of its own; a partitioned table has those of its partitions, a child by INHERITS tells its own. */
function source(table: Table, target: Target): string {
  const only = target.dialect === 'postgres' && table.attributes.partitionBy === undefined;
  return `${only ? 'ONLY ' : ''}${nameOf(table, target)}`;
}

function nameOf(table: Table, target: Target): string {
  const name = quoted(table.name, target);
  return table.schema === null ? name : `${quoted(table.schema, target)}.${name}`;
}

function quoted(name: string, target: Target): string {
  const quote = target.dialect === 'mysql' ? '`' : '"';
  return `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * What was lost of `before`, one line each: rows that are gone, values that have changed. Only tables and columns that
 * are there in both count; where a column's type has changed or NULL is no longer allowed, only whether a value is there.
 */
export function lostContents(before: Contents, after: Contents, was: Schema, is: Schema): readonly string[] {
  const moved = movedPartitions(was, is);
  const types = (schema: Schema) =>
    new Map(
      schema.tables.map((table) => [
        `${table.schema}.${table.name}`,
        new Map(table.columns.map((column) => [column.name, column])),
      ]),
    );
  const [old, current] = [types(was), types(is)];
  const lost: string[] = [];
  for (const [name, rows] of before) {
    const now = after.get(name);
    const columns = current.get(name);
    if (now === undefined || columns === undefined || moved.has(name)) continue;
    const kept = [...old.get(name)!.values()].filter(
      (column) =>
        columns.has(column.name) && columns.get(column.name)!.generated === null && column.generated === null,
    );
    // Nothing cannot stay where something must be: such a column is compared by there being a value.
    const isFilled = (column: string) =>
      old.get(name)!.get(column)!.nullable &&
      !columns.get(column)!.nullable &&
      rows.some((row) => row[column] === null);
    const text = (row: Readonly<Record<string, string | null>>) =>
      JSON.stringify(
        kept.map(({ name: column, type }) => {
          const value = row[column] ?? null;
          if (isFilled(column)) return 'some';
          return columns.get(column)!.type === type || value === null ? value : 'some';
        }),
      );
    if (now.length !== rows.length) {
      lost.push(`${name}: ${rows.length} rows before, ${now.length} after`);
      continue;
    }
    const left = now.map(text).sort();
    const wanted = rows.map(text).sort();
    const differing = wanted.findIndex((each, index) => each !== left[index]);
    if (differing >= 0) lost.push(`${name}: ${wanted[differing]} became ${left[differing]}`);
  }
  return lost;
}

/** Tables whose partitions are others than before, and those partitions that stay: rows go from one to the other. */
function movedPartitions(was: Schema, is: Schema): ReadonlySet<string> {
  const bounds = (schema: Schema) =>
    new Map(
      schema.tables
        .filter((table) => table.attributes.partitionBound !== undefined)
        .map((table) => [
          `${table.schema}.${table.name}`,
          { of: fullName(table, schema), bound: String(table.attributes.partitionBound) },
        ]),
    );
  const [before, after] = [bounds(was), bounds(is)];
  const moved = new Set<string>();
  for (const [name, { of, bound }] of [...before, ...after]) {
    const [old, next] = [before.get(name), after.get(name)];
    if (old?.bound === next?.bound && old?.of === next?.of) continue;
    moved.add(of);
    // A hash partition gives rows to another when there are more of them.
    if (bound.includes('modulus') && old !== undefined && next !== undefined) moved.add(name);
  }
  return moved;
}

/** The table that another is a partition of, as `schema.name`. */
function fullName(partition: Table, schema: Schema): string {
  const name = String(partition.attributes.partitionOf).replaceAll('"', '');
  return name.includes('.') ? name : `${schema.attributes.namespace}.${name}`;
}
