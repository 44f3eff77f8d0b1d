import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MigrateError, Migrator } from '../../src/engine/index.ts';
import {
  connectRaw,
  databases,
  type RawConnection,
  type ServerName,
  sql,
  startPrivate,
  type TestDialect,
  withDatabase,
} from '../servers/testDatabases.ts';
import { fingerprint } from './fingerprint.ts';

/** A statement that takes its time, during which the server is killed. */
interface Slow {
  readonly name: string;
  readonly dialect: TestDialect;
  readonly statement: string;
  /** Takes it back, in the down section. */
  readonly back: string;
  /** Gives a row while it is at the point where the server is to be killed. */
  readonly running: string;
  /** Another session does this before, and so holds it up. */
  readonly held?: string;
  /** What `status` says of it afterwards; null: the migration was rolled back as one and is pending. */
  readonly told: string | null;
}

/** Some milliseconds of work a row. */
const work = "sha2(repeat(concat(id, '0123456789'), 60000), 512)";
const first: Readonly<Record<TestDialect, string>> = {
  mysql: `CREATE TABLE kept (id INTEGER PRIMARY KEY, v INTEGER, busy CHAR(128) GENERATED ALWAYS AS (${work}) VIRTUAL);
INSERT INTO kept (id, v) WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i, i FROM n;`,
  postgres: `CREATE TABLE kept (id INTEGER PRIMARY KEY, v INTEGER);
INSERT INTO kept SELECT i, i FROM generate_series(1, 300) i;
CREATE FUNCTION busy(v integer) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM pg_sleep(0.01); RETURN v; END $$;`,
  sqlite: '',
};
const inProcesslist = (state: string) =>
  `select 1 from information_schema.processlist where state like '${state}%' and info like 'ALTER TABLE kept%'`;
// What begins with it: the journal's own statement has the whole section's text within.
const inActivity = (more: string) =>
  `select 1 from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'switchback' and state = 'active' and ${more}`;
const didNotRun = 'the schema shows that it did not run';

const statements: readonly Slow[] = [
  {
    name: 'a query',
    dialect: 'mysql',
    statement: 'SELECT SLEEP(3)',
    back: 'SELECT 1',
    running: "select 1 from information_schema.processlist where info like 'SELECT SLEEP(3)%'",
    told: 'Statement 1 (CREATE TABLE half (id INTEGER PRIMARY KEY)) had begun, and the schema shows that it ran',
  },
  {
    name: 'an ALTER TABLE that copies rows',
    dialect: 'mysql',
    statement: `ALTER TABLE kept ADD COLUMN made CHAR(128) GENERATED ALWAYS AS (${work}) STORED, ALGORITHM = COPY`,
    back: 'ALTER TABLE kept DROP COLUMN made',
    running: inProcesslist('copy to tmp table'),
    told: didNotRun,
  },
  {
    name: 'an ALTER TABLE that builds an index in place',
    dialect: 'mysql',
    statement: 'ALTER TABLE kept ADD INDEX kept_busy (busy), ALGORITHM = INPLACE',
    back: 'ALTER TABLE kept DROP INDEX kept_busy',
    running: inProcesslist('altering table'),
    told: didNotRun,
  },
  {
    name: 'a query in a transaction',
    dialect: 'postgres',
    statement: 'SELECT pg_sleep(3)',
    back: 'SELECT 1',
    running: inActivity("query like 'SELECT pg_sleep(3)%'"),
    told: null,
  },
  {
    name: 'an ALTER TABLE that rewrites rows, in no transaction',
    dialect: 'postgres',
    statement: 'ALTER TABLE kept ALTER COLUMN v TYPE bigint USING busy(v)',
    back: 'ALTER TABLE kept ALTER COLUMN v TYPE integer',
    running: inActivity("query like 'ALTER TABLE kept%'"),
    told: 'Of its 3 statements this one stands: 1 (CREATE TABLE half',
  },
  {
    name: 'a CREATE INDEX CONCURRENTLY that has left its index invalid',
    dialect: 'postgres',
    statement: 'CREATE INDEX CONCURRENTLY kept_v ON kept (v)',
    back: 'DROP INDEX kept_v',
    running: inActivity("wait_event_type = 'Lock' and exists (select 1 from pg_index where not indisvalid)"),
    held: 'begin isolation level repeatable read; select * from kept',
    told: 'The index kept_v is INVALID now',
  },
];

function section(direction: 'up' | 'down', parts: readonly string[], { told, dialect }: Slow): string {
  const outside = dialect === 'postgres' && told !== null ? ' transaction:false' : '';
  return `-- migrate:${direction}${outside}\n${parts.map((part) => `${part};\n`).join('')}`;
}

/** Resolves when the statement has come so far as its row says. */
async function reached(running: string, on: RawConnection): Promise<void> {
  while ((await on.query(running)).length === 0);
}

describe.each(databases.filter(({ dialect }) => dialect !== 'sqlite'))(
  '$name: a killed server',
  ({ name, dialect }) => {
    test.each(statements.filter((slow) => slow.dialect === dialect))(
      'A1 A3 a server killed during $name: the next command knows what stands; recover and resume make it whole',
      async (slow) => {
        const server = await startPrivate(name as ServerName);
        const directory = mkdtempSync(join(tmpdir(), 'switchback-server-kill-'));
        try {
          const url = withDatabase(server.url, 'crashing');
          await sql(server.url, 'create database crashing');
          const migrator = new Migrator({ url, directory });
          writeFileSync(join(directory, '1_first.sql'), `-- migrate:up\n${first[dialect]}\n`);
          await migrator.up();
          const before = await fingerprint(url, dialect);
          const ups = [
            'CREATE TABLE half (id INTEGER PRIMARY KEY)',
            slow.statement,
            'CREATE TABLE whole (id INTEGER PRIMARY KEY)',
          ];
          const downs = ['DROP TABLE whole', slow.back, 'DROP TABLE half'];
          writeFileSync(
            join(directory, '2_second.sql'),
            section('up', ups, slow) + section('down', downs, slow),
          );
          const state = async () => (await migrator.status()).migrations.at(-1)!.state;

          const killDuringUp = async () => {
            const watcher = await connectRaw(url);
            const holder = await connectRaw(url);
            if (slow.held !== undefined) await holder.query(slow.held);
            const up = migrator.up();
            await reached(slow.running, watcher);
            await server.kill('SIGKILL');
            const ended = await up.then(
              (result) => result.failed?.error,
              (error) => error as MigrateError,
            );
            expect(ended).toBeInstanceOf(MigrateError);
            expect(ended!.code).toBe('connection-lost');
            await server.restart();
            expect(await state()).toBe(slow.told === null ? 'pending' : 'incomplete');
            const { warnings } = await migrator.status();
            expect(warnings.map(({ message }) => message).join()).toContain(slow.told ?? '');
          };

          await killDuringUp();
          if (slow.told !== null) await migrator.recover();
          expect(await fingerprint(url, dialect)).toBe(before);
          expect((await migrator.up()).applied.map(({ version }) => version)).toEqual(['2']);
          const after = await fingerprint(url, dialect);
          await migrator.down();
          expect(await fingerprint(url, dialect)).toBe(before);

          await killDuringUp();
          const onwards = await (slow.told === null ? migrator.up() : migrator.resume());
          expect(onwards.failed).toBeNull();
          expect(await fingerprint(url, dialect)).toBe(after);
          expect(await state()).toBe('applied');
        } finally {
          await server.stop();
          rmSync(directory, { recursive: true, force: true });
        }
      },
    );
  },
);
