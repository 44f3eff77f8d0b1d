import { MigrateError } from '../errors.ts';
import type { ConnectOptions, Database } from './database.ts';

type Connect = (url: string, options: ConnectOptions) => Promise<Database>;

/** URL scheme → the dialect's `connect`. Drivers are loaded only when their scheme is used. */
const schemes: Readonly<Record<string, () => Promise<Connect>>> = {
  postgres: async () => (await import('./postgres/connection.ts')).connect,
  postgresql: async () => (await import('./postgres/connection.ts')).connect,
  mysql: async () => (await import('./mysql/connection.ts')).connect,
  mariadb: async () => (await import('./mysql/connection.ts')).connect,
  sqlite: async () => (await import('./sqlite/connection.ts')).connect,
  sqlite3: async () => (await import('./sqlite/connection.ts')).connect,
};

/** The scheme of a database URL in lower case; throws `malformed-url` or `unknown-scheme`. */
export function schemeOf(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    throw new MigrateError('malformed-url', 'The database URL has no scheme.', {
      hint: 'Write it as postgres://user@host/name, mysql://user@host/name or sqlite:file.db.',
    });
  }
  if (!Object.hasOwn(schemes, scheme)) {
    throw new MigrateError('unknown-scheme', `The database URL has the unknown scheme "${scheme}".`, {
      hint: `Use one of ${Object.keys(schemes).join(', ')}.`,
    });
  }
  return scheme;
}

/** Whether a statement on that database holds up the whole process while it runs: nothing, no signal either, is heard. */
export function isSynchronous(url: string): boolean {
  return synchronousSchemes.has(schemeOf(url));
}

const synchronousSchemes: ReadonlySet<string> = new Set(['sqlite', 'sqlite3']);

/**
 * Opens a connection. Throws `malformed-url`, `unknown-scheme`, `connection-refused`, `unknown-host`,
 * `authentication-failed`, `unknown-database`, `database-file-missing`, `not-a-database`, `driver-unavailable`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Database> {
  const open = await schemes[schemeOf(url)]!();
  return open(url, options);
}
