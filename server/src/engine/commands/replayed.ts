import type { BaseCache } from '../check/cache.ts';
import type { Database } from '../database/database.ts';
import { type MigrationSet, readMigrations, withText } from '../migrations/index.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';

/** What commands take that run migrations on a scratch database. */
export interface ReplayOptions extends CommandOptions {
  /** Server for scratch databases; default: the environment's own. */
  readonly scratchUrl?: string;
  /** Where a code migration would have to run, nothing is run. */
  readonly withoutCode?: boolean;
  readonly cache?: BaseCache;
  /** Files as they are in an editor: path → text that is not on disk yet. */
  readonly texts?: ReadonlyMap<string, string>;
  /** An earlier reading of the directory: what has not changed is not read again. */
  readonly previous?: MigrationSet;
  readonly onRead?: (set: MigrationSet) => void;
}

/** The migrations of the directory, those of an editor laid over them. */
export async function readFiles(
  database: Database,
  options: MigratorOptions,
  command: ReplayOptions,
): Promise<MigrationSet> {
  const set = await readMigrations(options.directory, {
    syntax: database.syntax,
    ...(options.ignore === undefined ? {} : { ignore: options.ignore }),
    ...(command.previous === undefined ? {} : { previous: command.previous }),
  });
  command.onRead?.(set);
  let laid = set;
  for (const [path, text] of command.texts ?? []) laid = withText(laid, path, text, database.syntax);
  return laid;
}
