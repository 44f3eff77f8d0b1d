import type { HistoryDdl } from '../database.ts';
import type { Handle } from './driver.ts';

const isoFormat = '%Y-%m-%dT%H:%M:%fZ';

/** SQLite has no type for time: `applied_at` is ISO 8601 text in UTC with milliseconds, which sorts as time does. */
export function historyDdl(handle: Handle): HistoryDdl {
  return {
    createHistory: (table) => [
      `CREATE TABLE IF NOT EXISTS ${table} (
  version VARCHAR(255) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  applied_at TEXT NOT NULL
)`,
    ],
    // No index: every one is a page more to write and to sync with each migration, and a scan finds a row soon enough.
    createJournal: (table) => [
      `CREATE TABLE IF NOT EXISTS ${table} (
  id INTEGER PRIMARY KEY,
  entry VARCHAR(36) NOT NULL,
  run VARCHAR(36) NOT NULL,
  version VARCHAR(255) NOT NULL,
  name VARCHAR(255) NOT NULL,
  direction VARCHAR(16) NOT NULL,
  state VARCHAR(16) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  up_text TEXT,
  down_text TEXT,
  total INTEGER NOT NULL,
  position INTEGER NOT NULL,
  position_done INTEGER NOT NULL,
  hashes TEXT,
  snapshot TEXT,
  error TEXT,
  started_at VARCHAR(32) NOT NULL,
  finished_at VARCHAR(32),
  duration_ms INTEGER
)`,
    ],
    now: `strftime('${isoFormat}', 'now')`,
    isoTime: (column) => `coalesce(strftime('${isoFormat}', ${column}), ${column})`,
    columnsOf: async (schema, table) =>
      handle
        .prepare('SELECT lower(name) FROM pragma_table_info(?, ?)')
        .pluck()
        .all(table, schema ?? 'main') as string[],
  };
}
