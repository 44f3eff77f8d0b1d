import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
// The types of what is injected.
import type {} from './globalSetup.ts';
import { sql } from './rawQuery.ts';
import { mainServers, startServer } from './servers.ts';
import type { Product, ServerAddress, ServerName, TestDialect, TestServer } from './testServer.ts';

export { connectRaw, query, type RawConnection, type Row, sql } from './rawQuery.ts';
export type { Product, ServerName, TestDialect, TestServer } from './testServer.ts';

/** An empty database of one test's own. */
export interface FreshDatabase {
  /** Address with user and password; for SQLite that of a file that does not exist yet. */
  readonly url: string;
  /** Removes it, whoever is connected. Does nothing the second time. */
  drop(): Promise<void>;
}

/** A kind of database to run a suite on; `$name` in a `describe.each` title says which. */
export interface TestDatabase {
  readonly name: ServerName | 'sqlite';
  readonly dialect: TestDialect;
  readonly product: Product;
  /** The server's answer to `select version()`; null for SQLite, which has no server. */
  readonly version: string | null;
  /** The administrator's address; null for SQLite. */
  readonly adminUrl: string | null;
  create(): Promise<FreshDatabase>;
}

const sqlite: TestDatabase = {
  name: 'sqlite',
  dialect: 'sqlite',
  product: 'SQLite',
  version: null,
  adminUrl: null,
  create: async () => {
    const folder = mkdtempSync(join(inject('runDirectory'), 'sqlite-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

const onServers = inject('servers').map(onServer);

/** One entry per product: PostgreSQL, MySQL, MariaDB in their main versions, and SQLite. */
export const databases: readonly TestDatabase[] = [
  ...onServers.filter(({ name }) => (mainServers as readonly string[]).includes(name)),
  sqlite,
];

/** Every version of every server product there is, without SQLite. */
export const allServers: readonly TestDatabase[] = onServers;

/** PostgreSQL's older versions; none when the environment names a PostgreSQL of somebody else's. */
export const olderPostgres: readonly TestDatabase[] = onServers.filter(
  ({ name, product }) => product === 'PostgreSQL' && !(mainServers as readonly string[]).includes(name),
);

/** The server's version as numbers, of `PostgreSQL 13.23 on …` and `11.8.1-MariaDB` alike; null for SQLite. */
export function versionOf({ version }: TestDatabase): readonly number[] | null {
  const numbers = version === null ? null : /\d+(?:\.\d+)*/.exec(version);
  return numbers === null ? null : numbers[0].split('.').map(Number);
}

/**
 * A server that one test has for itself and may kill; `settings` are added to the harness's own, as the server names
 * them. It ends with the test file's process at the latest, and its data with the run.
 */
export async function startPrivate(
  name: ServerName,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  return startServer(name, { runDirectory: inject('runDirectory'), settings });
}

/** The same server address with another database's name. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function onServer({ name, dialect, product, version, url: adminUrl }: ServerAddress): TestDatabase {
  const dropping =
    dialect === 'postgres'
      ? (database: string) => `${database} with (force)`
      : (database: string) => database;
  return {
    ...{ name, dialect, product, version, adminUrl },
    create: async () => {
      const database = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
      await sql(adminUrl, `create database ${database}`);
      return {
        url: withDatabase(adminUrl, database),
        drop: () => sql(adminUrl, `drop database if exists ${dropping(database)}`),
      };
    },
  };
}
