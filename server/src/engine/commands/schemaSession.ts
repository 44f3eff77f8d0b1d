import type { Database, IntrospectOptions } from '../database/database.ts';
import { defaultTable, History } from '../history/history.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { openDatabase, readable } from './session.ts';

/** Opens the database for reading, without migrations or history; closes it whatever happens. */
export async function withDatabase<R>(
  options: MigratorOptions,
  command: CommandOptions,
  work: (database: Database) => Promise<R>,
): Promise<R> {
  const database = await openDatabase(options, { access: 'read' }, command.signal);
  const cancel = () => void database.cancel().catch(() => undefined);
  command.signal?.addEventListener('abort', cancel, { once: true });
  try {
    command.signal?.throwIfAborted();
    return await work(database);
  } catch (error) {
    throw readable(error, command.signal);
  } finally {
    command.signal?.removeEventListener('abort', cancel);
    await database.close().catch(() => undefined);
  }
}

/** What of a schema is read: the tool's own tables are no part of it. */
export function introspectionOf(
  options: MigratorOptions,
  command: { readonly schemas?: readonly string[]; readonly privileges?: boolean },
  database: Database,
): IntrospectOptions {
  const history = new History(database, {
    table: options.table ?? defaultTable,
    ...(options.schema === undefined ? {} : { schema: options.schema }),
  });
  const schemas = command.schemas ?? options.schemas;
  return {
    exclude: history.ownTables,
    privileges: command.privileges ?? false,
    ...(schemas === undefined ? {} : { schemas }),
  };
}
