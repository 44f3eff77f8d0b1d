import type { HistoryDdl, Row, SqlValue } from '../database.ts';

type Query = (sql: string, params: readonly SqlValue[]) => Promise<readonly Row[]>;

const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

/**
 * The tool's own tables. Times are UTC in a DATETIME, which no session's time zone changes; texts are compared
 * byte for byte. `database` is the one a table without a schema is in.
 */
export function historyDdl(database: string, query: Query): HistoryDdl {
  return {
    createHistory: (table) => [
      `CREATE TABLE IF NOT EXISTS ${table} (
  version VARCHAR(255) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  applied_at DATETIME(3) NOT NULL
) ${options}`,
    ],
    createJournal: (table) => [
      `CREATE TABLE IF NOT EXISTS ${table} (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entry CHAR(36) NOT NULL UNIQUE,
  run CHAR(36) NOT NULL,
  version VARCHAR(255) NOT NULL,
  name VARCHAR(255) NOT NULL,
  direction VARCHAR(16) NOT NULL,
  state VARCHAR(16) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  up_text LONGTEXT,
  down_text LONGTEXT,
  total INT NOT NULL,
  position INT NOT NULL,
  position_done INT NOT NULL,
  hashes LONGTEXT,
  snapshot LONGTEXT,
  error LONGTEXT,
  started_at VARCHAR(32) NOT NULL,
  finished_at VARCHAR(32),
  duration_ms BIGINT,
  KEY version (version)
) ${options}`,
    ],
    now: 'UTC_TIMESTAMP(3)',
    isoTime: (column) => `CONCAT(REPLACE(LEFT(CAST(${column} AS CHAR), 23), ' ', 'T'), 'Z')`,
    columnsOf: async (schema, table) => {
      const rows = await query(
        'SELECT LOWER(column_name) AS name FROM information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position',
        [schema ?? database, table],
      );
      return rows.map((row) => String(row.name));
    },
  };
}
