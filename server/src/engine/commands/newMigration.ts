import { MigrateError } from '../errors.ts';
import { defaultTable, History } from '../history/history.ts';
import {
  isDirectory,
  type NewLayout,
  type NewMigration,
  readMigrations,
  newMigration as write,
} from '../migrations/index.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { openDatabase } from './session.ts';

export interface NewOptions extends CommandOptions {
  /** Default: the one most migrations of the directory have. */
  readonly layout?: NewLayout;
}

/**
 * Writes the files of a new migration, later than everything on disk and in the history. Without a database, or when
 * it cannot be asked (a warning says so), what is on disk counts. Throws `name-invalid`, `file-exists`, `file-unwritable`.
 */
export async function newMigration(
  options: MigratorOptions,
  title: string,
  command: NewOptions,
): Promise<NewMigration> {
  const set = isDirectory(options.directory)
    ? await readMigrations(options.directory, options.ignore === undefined ? {} : { ignore: options.ignore })
    : null;
  const recorded = await recordedVersions(options, command);
  return write(options.directory, title, set, {
    recorded,
    ...(command.layout === undefined ? {} : { layout: command.layout }),
  });
}

async function recordedVersions(options: MigratorOptions, command: NewOptions): Promise<readonly string[]> {
  if (options.url === undefined) return [];
  try {
    const database = await openDatabase(options, { access: 'read' }, command.signal);
    try {
      const history = new History(database, {
        table: options.table ?? defaultTable,
        ...(options.schema === undefined ? {} : { schema: options.schema }),
      });
      return (await history.exists()) ? (await history.rows()).map(({ version }) => version) : [];
    } finally {
      await database.close().catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof MigrateError && error.class === 'usage') throw error;
    if (!(error instanceof MigrateError && error.code === 'database-file-missing')) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The history was not asked for its newest version: ${reason}`;
      command.onEvent?.({ type: 'warning', warning: { code: 'history-unread', message } });
    }
    return [];
  }
}
