import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineEvent, MigrateError, Migrator, type MigratorOptions } from '../../src/engine/index.ts';
import { type FreshDatabase, query, sql, type TestDatabase } from '../servers/testDatabases.ts';

/** A migrations directory and an empty database of one test's own. */
export interface Project {
  readonly url: string;
  readonly directory: string;
  readonly migrator: Migrator;
  /** Events of every command so far. */
  readonly events: EngineEvent[];
  /** Takes file name → text, adds or overwrites; null removes. */
  write(files: Readonly<Record<string, string | null>>): void;
  with(options: Partial<MigratorOptions>): Migrator;
  sql(text: string): Promise<void>;
  rows(text: string): Promise<readonly Record<string, unknown>[]>;
  /** Names of the tables that are not the tool's own, sorted. */
  tables(): Promise<readonly string[]>;
  /** `001 applied, 002 pending`. */
  states(): Promise<string>;
  drop(): Promise<void>;
}

export async function createProject(
  database: TestDatabase,
  files: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const fresh: FreshDatabase = await database.create();
  const root = mkdtempSync(join(tmpdir(), 'switchback-project-'));
  const directory = join(root, 'migrations');
  mkdirSync(directory);
  const options = { url: fresh.url, directory, lockTimeoutMs: 30_000 };
  const migrator = new Migrator(options);
  const project: Project = {
    url: fresh.url,
    directory,
    migrator,
    events: [],
    write: (more) => {
      for (const [name, text] of Object.entries(more)) {
        if (text === null) rmSync(join(directory, name));
        else writeFileSync(join(directory, name), text);
      }
    },
    with: (changed) => new Migrator({ ...options, ...changed }),
    sql: (text) => sql(fresh.url, text),
    rows: (text) => query(fresh.url, text),
    tables: async () => {
      const rows = await query(fresh.url, tablesSql[database.dialect]!);
      return rows
        .map((row) => String(Object.values(row)[0]))
        .filter((name) => !name.startsWith('schema_migrations'));
    },
    states: async () => {
      const { migrations } = await migrator.status();
      return migrations.map(({ version, state }) => `${version} ${state}`).join(', ');
    },
    drop: async () => {
      rmSync(root, { recursive: true, force: true });
      await fresh.drop();
    },
  };
  project.write(files);
  return project;
}

const informationSchema = (schema: string) =>
  `select table_name as name from information_schema.tables where table_schema = ${schema} order by 1`;

const tablesSql: Readonly<Record<string, string>> = {
  postgres: informationSchema('current_schema()'),
  mysql: informationSchema('database()'),
  mariadb: informationSchema('database()'),
  sqlite: "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by 1",
};

/** Three migrations in both layouts that every database understands. */
export const threeMigrations: Readonly<Record<string, string>> = {
  '001_create_users.up.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100));\n',
  '001_create_users.down.sql': 'DROP TABLE users;\n',
  '002_create_orders.sql':
    '-- migrate:up\nCREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER);\nCREATE INDEX orders_total ON orders (total);\n\n-- migrate:down\nDROP TABLE orders;\n',
  '10_create_items.sql':
    '-- +migrate Up\nCREATE TABLE items (id INTEGER PRIMARY KEY);\n-- +migrate Down\nDROP TABLE items;\n',
};

/** The error a command throws; fails when it does not throw one of ours. */
export async function errorOf(work: Promise<unknown>): Promise<MigrateError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MigrateError) return error;
    throw error;
  }
  throw new Error('The command did not fail.');
}
