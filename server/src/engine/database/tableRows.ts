import { mariadbSyntax, mysqlSyntax, postgresSyntax } from '../sql/dialect.ts';
import type { Database } from './database.ts';

/** As the meter names relations: the schema is written unless it is `public`. Never analysed ones are left out. */
const postgresSql = `SELECT CASE WHEN n.nspname = 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END AS name, c.reltuples AS estimate
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.reltuples >= 0 AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

const mysqlSql = `SELECT table_name AS name, table_rows AS estimate FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_rows IS NOT NULL`;

/**
 * How many rows the server believes its tables to hold, by name: what its statistics say, no table is read. Empty where a
 * database keeps none (SQLite).
 */
export async function tableRowsOf(
  database: Database,
): Promise<readonly (readonly [table: string, rows: number])[]> {
  const { syntax } = database;
  const isMysql = syntax === mysqlSyntax || syntax === mariadbSyntax;
  const sql = syntax === postgresSyntax ? postgresSql : isMysql ? mysqlSql : null;
  if (sql === null) return [];
  const rows = await database.query(sql);
  return rows.map(({ name, estimate }) => [String(name), Number(estimate)]);
}
