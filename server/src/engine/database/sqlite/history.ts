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
    createJournal: (table) => [
      `CREATE TABLE IF NOT EXISTS ${table} (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry VARCHAR(36) NOT NULL UNIQUE,
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
      `CREATE INDEX IF NOT EXISTS ${versionIndex(table)} (version)`,
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

/** `"main"."t"` → `"main"."t_version" ON "t"`: an index is named in its table's database and takes the bare table. */
function versionIndex(table: string): string {
  const bare = /"(?:[^"]|"")*"$/.exec(table)?.[0] ?? table;
  const prefix = table.slice(0, table.length - bare.length);
  const name = bare.endsWith('"') ? `${bare.slice(0, -1)}_version"` : `${bare}_version`;
  return `${prefix}${name} ON ${bare}`;
}
