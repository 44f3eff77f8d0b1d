import type { ConnectOptions, Database } from './database.ts';
import { type Scheme, schemeOf } from './scheme.ts';

type Connect = (url: string, options: ConnectOptions) => Promise<Database>;

/** URL scheme → the dialect's `connect`. Drivers are loaded only when their scheme is used. */
const schemes: Readonly<Record<Scheme, () => Promise<Connect>>> = {
  postgres: async () => (await import('./postgres/connection.ts')).connect,
  postgresql: async () => (await import('./postgres/connection.ts')).connect,
  pglite: async () => (await import('./postgres/connection.ts')).connectEmbedded,
  mysql: async () => (await import('./mysql/connection.ts')).connect,
  mariadb: async () => (await import('./mysql/connection.ts')).connect,
  sqlite: async () => (await import('./sqlite/connection.ts')).connect,
  sqlite3: async () => (await import('./sqlite/connection.ts')).connect,
};

/**
 * Opens a connection. Throws `malformed-url`, `unknown-scheme`, `connection-refused`, `unknown-host`,
 * `authentication-failed`, `unknown-database`, `database-file-missing`, `not-a-database`, `driver-unavailable`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Database> {
  const open = await schemes[schemeOf(url)]();
  return open(url, options);
}
