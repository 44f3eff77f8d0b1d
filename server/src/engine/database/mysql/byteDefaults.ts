import { randomBytes } from 'node:crypto';
import type { Row } from '../database.ts';
import type { Query } from './catalog.ts';
import type { Flavour } from './flavour.ts';
import type { AskApart } from './labels.ts';
import { identifier, literal } from './literal.ts';

const bytes = /^(var)?binary$|blob$/;

/**
 * The columns with their defaults as they are: MariaDB before 11 gives `?` in its catalog for bytes that are no UTF-8
 * text, so the column itself is asked. One query more, where there is such a default; where it is NOT NULL, that query has
 * none, and a row of a temporary copy of the table does.
 */
export async function withByteDefaults(
  columns: readonly Row[],
  query: Query,
  { mariadb }: Flavour,
  database: string,
  apart: AskApart,
): Promise<readonly Row[]> {
  const lost = columns.filter(
    ({ base, default_value }) =>
      bytes.test(String(base)) &&
      /^'(?:[^'\\]|\\[\s\S]|'')*\?(?:[^'\\]|\\[\s\S]|'')*'$/.test(String(default_value)),
  );
  if (!mariadb || lost.length === 0) return columns;
  const asked = lost.map(
    ({ table_name, name }) =>
      `SELECT ${literal(String(table_name))} AS table_name, ${literal(String(name))} AS name, HEX(DEFAULT(its.${identifier(String(name))})) AS value
FROM (SELECT 1) one LEFT JOIN ${identifier(database, String(table_name))} its ON FALSE`,
  );
  // Without the right to read the table its default stays as the catalog has it.
  const rows = await query(asked.join('\nUNION ALL ')).catch(() => []);
  const idOf = ({ table_name, name }: Row) => JSON.stringify([table_name, name]);
  const found = new Map(rows.flatMap((row) => (row.value === null ? [] : [[idOf(row), String(row.value)]])));
  const rest = lost.filter((row) => !found.has(idOf(row)));
  for (const [row, value] of await ofACopy(rest, apart)) found.set(idOf(row), value);
  return columns.map((row) => {
    const value = found.get(idOf(row));
    const isText = value === undefined || /^(?:[0-7].)*$/.test(value);
    return isText ? row : { ...row, default_value: `x'${value.toLowerCase()}'` };
  });
}

async function ofACopy(columns: readonly Row[], apart: AskApart): Promise<ReadonlyMap<Row, string>> {
  const found = new Map<Row, string>();
  if (columns.length === 0) return found;
  await apart(async (query) => {
    for (const row of columns) {
      const value = await ofItsCopy(row, query).catch(() => null);
      if (typeof value === 'string') found.set(row, value);
    }
  }).catch(() => {});
  return found;
}

async function ofItsCopy({ table_name, name }: Row, query: Query): Promise<unknown> {
  const copy = identifier(`switchback_defaults_${randomBytes(6).toString('hex')}`);
  await query(`CREATE TEMPORARY TABLE ${copy} LIKE ${identifier(String(table_name))}`);
  // The other columns may have no default.
  await query(`INSERT IGNORE INTO ${copy} () VALUES ()`);
  const [fact] = await query(`SELECT HEX(DEFAULT(${identifier(String(name))})) AS value FROM ${copy}`);
  await query(`DROP TEMPORARY TABLE ${copy}`);
  return fact?.value;
}
