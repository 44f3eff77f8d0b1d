import type { Ddl } from '../ddl.ts';

/** SQLite's words for a schema and its changes, as `version` of it understands them. */
export function sqliteDdl(_version: readonly number[]): Ddl {
  return {
    create: () => [],
    alter: () => [],
    displayType: (type) => type,
  };
}
