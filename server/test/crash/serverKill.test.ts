import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MigrateError, Migrator } from '../../src/engine/index.ts';
import {
  databases,
  query,
  type ServerName,
  sql,
  startPrivate,
  withDatabase,
} from '../servers/testDatabases.ts';
import { fingerprint } from './fingerprint.ts';

const sleep = { postgres: 'SELECT pg_sleep(60)', mysql: 'SELECT SLEEP(60)', sqlite: '' };
const first =
  '-- migrate:up\nCREATE TABLE kept (id INTEGER PRIMARY KEY);\nINSERT INTO kept VALUES (1);\n-- migrate:down\nDROP TABLE kept;\n';
const second = (slow: string) =>
  `-- migrate:up\nCREATE TABLE half (id INTEGER PRIMARY KEY);\n${slow};\nCREATE TABLE whole (id INTEGER PRIMARY KEY);\n-- migrate:down\nDROP TABLE whole;\nDROP TABLE half;\n`;

/** Resolves when `statement` has begun on the server, as its own list of sessions says. */
async function running(url: string, dialect: 'postgres' | 'mysql'): Promise<void> {
  const text =
    dialect === 'postgres'
      ? "select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid() and state = 'active'"
      : "select 1 from information_schema.processlist where info like 'SELECT SLEEP(60)%'";
  while ((await query(url, text)).length === 0);
}

describe.each(databases.filter(({ dialect }) => dialect !== 'sqlite'))(
  '$name: a killed server',
  ({ name, dialect }) => {
    test('A1 A3 a server killed during a statement: the next command knows what stands and makes it whole', async () => {
      const server = await startPrivate(name as ServerName);
      const directory = mkdtempSync(join(tmpdir(), 'switchback-server-kill-'));
      try {
        const url = withDatabase(server.url, 'crashing');
        await sql(server.url, 'create database crashing');
        const migrator = new Migrator({ url, directory });
        writeFileSync(join(directory, '1_first.sql'), first);
        await migrator.up();
        const before = await fingerprint(url, dialect);
        writeFileSync(join(directory, '2_second.sql'), second(sleep[dialect]));

        const up = migrator.up();
        await running(url, dialect === 'postgres' ? 'postgres' : 'mysql');
        await server.kill('SIGKILL');
        const ended = await up.then(
          (result) => result.failed?.error,
          (error) => error as MigrateError,
        );
        expect(ended).toBeInstanceOf(MigrateError);
        expect(ended!.code).toBe('connection-lost');
        await server.restart();

        const { migrations } = await migrator.status();
        const state = migrations.at(-1)!.state;
        if (state === 'incomplete') await migrator.recover();
        else expect(state).toBe('pending');
        expect(await fingerprint(url, dialect)).toBe(before);
        writeFileSync(join(directory, '2_second.sql'), second('SELECT 1'));
        expect((await migrator.up()).applied.map(({ version }) => version)).toEqual(['2']);
      } finally {
        await server.stop();
        rmSync(directory, { recursive: true, force: true });
      }
    });
  },
);
