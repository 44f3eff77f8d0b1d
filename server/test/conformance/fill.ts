import type { Column, Schema, Table } from '../../src/engine/schema/model.ts';
import type { RawConnection } from '../servers/rawQuery.ts';
import type { Target } from './target.ts';
import { candidates, literalsIn } from './values.ts';

export interface Filling {
  /** Tables that can hold rows. */
  readonly tables: number;
  /** Of these, those that do now. */
  readonly filled: number;
}

const rowsPerTable = 2;
const attempts = 24;

/**
 * Puts a few rows into every table, referenced ones first. The same row number gives the same value everywhere, so
 * that keys meet and uniques hold; where a row is refused, values that checks and bounds name are tried.
 */
export async function fill(connection: RawConnection, schema: Schema, target: Target): Promise<Filling> {
  const quote = (name: string) =>
    target.dialect === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`;
  const labels =
    target.dialect === 'postgres' ? await enumLabels(connection) : new Map<string, readonly string[]>();
  const tables = referencedFirst(schema.tables).filter(
    (table) => table.columns.length > 0 && isOrdinary(table),
  );
  let filled = 0;
  for (const table of tables) {
    const name = table.schema === null ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`;
    let rows = 0;
    for (let row = 1; row <= rowsPerTable; row++) {
      if (await insert(connection, table, name, row, labels, quote, target)) rows++;
    }
    const [found] =
      rows > 0
        ? [{ n: rows }]
        : await connection.query(`SELECT count(*) AS n FROM ${name}`).catch(() => [{ n: 0 }]);
    if (Number(found?.n) > 0) filled++;
  }
  return { tables: tables.length, filled };
}

/** Foreign tables and virtual tables hold no rows of their own. */
function isOrdinary(table: Table): boolean {
  return !JSON.stringify(table.attributes).match(/"(foreign|virtual|server|foreignServer|module)[^"]*":"/i);
}

async function insert(
  connection: RawConnection,
  table: Table,
  name: string,
  row: number,
  labels: ReadonlyMap<string, readonly string[]>,
  quote: (name: string) => string,
  target: Target,
): Promise<boolean> {
  const columns = table.columns.filter(
    (column) =>
      column.generated === null &&
      column.identity?.generation !== 'always' &&
      column.attributes.rowTime === undefined,
  );
  const known = [...table.constraints.map((each) => each.definition), JSON.stringify(table.attributes)].join(
    ' ',
  );
  const literals = literalsIn(known);
  const choices = columns.map((column, place) => {
    const named = labels.get(column.type.replace(/^.*\./, '').replace(/"/g, ''));
    if (named !== undefined) return [named[(row - 1) % named.length]!];
    return [...candidates(column, row, place), ...(mentions(known, column) ? literals : [])];
  });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const values = columns.map((column, index) => {
      const list = choices[index]!;
      // All columns take their second choice, then their third; later only those that a rule names move on.
      return list[Math.min(mentions(known, column) || attempt < 10 ? attempt : 0, list.length - 1)]!;
    });
    const list = columns.map((column) => quote(column.name)).join(', ');
    const sql =
      columns.length === 0
        ? `INSERT INTO ${name} ${target.dialect === 'mysql' ? '() VALUES ()' : 'DEFAULT VALUES'}`
        : `INSERT INTO ${name} (${list}) VALUES (${values.join(', ')})`;
    try {
      await connection.query(sql);
      return true;
    } catch {
      // Another choice may fit.
    }
  }
  return false;
}

function mentions(text: string, column: Column): boolean {
  return text.includes(column.name);
}

async function enumLabels(connection: RawConnection): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await connection.query(
    'SELECT t.typname AS name, e.enumlabel AS label FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY e.enumsortorder',
  );
  const labels = new Map<string, string[]>();
  for (const row of rows) {
    const literal = `'${String(row.label).replaceAll("'", "''")}'`;
    labels.set(String(row.name), [...(labels.get(String(row.name)) ?? []), literal]);
  }
  return labels;
}

function referencedFirst(tables: readonly Table[]): readonly Table[] {
  const byName = new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
  const sorted = new Set<Table>();
  const visiting = new Set<Table>();
  const visit = (table: Table): void => {
    if (sorted.has(table) || visiting.has(table)) return;
    visiting.add(table);
    for (const { references } of table.constraints) {
      if (references === null) continue;
      const target =
        byName.get(`${references.schema}.${references.table}`) ??
        byName.get(`${table.schema}.${references.table}`);
      if (target !== undefined) visit(target);
    }
    sorted.add(table);
  };
  for (const table of tables) visit(table);
  return [...sorted];
}
