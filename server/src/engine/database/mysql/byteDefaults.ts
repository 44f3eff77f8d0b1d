import type { Row } from '../database.ts';
import type { Query } from './catalog.ts';
import type { Flavour } from './flavour.ts';
import { identifier, literal } from './literal.ts';

const bytes = /^(var)?binary$|blob$/;

/**
 * The columns with their defaults as they are: MariaDB before 11 gives `?` in its catalog for bytes that are no UTF-8
 * text, so the column itself is asked. One query more, where there is such a default.
 */
export async function withByteDefaults(
  columns: readonly Row[],
  query: Query,
  { mariadb }: Flavour,
  database: string,
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
  const found = new Map(rows.map((row) => [JSON.stringify([row.table_name, row.name]), String(row.value)]));
  return columns.map((row) => {
    const value = found.get(JSON.stringify([row.table_name, row.name]));
    const isText = value === undefined || /^(?:[0-7].)*$/.test(value);
    return isText ? row : { ...row, default_value: `x'${value.toLowerCase()}'` };
  });
}
