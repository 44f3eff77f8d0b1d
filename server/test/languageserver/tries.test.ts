import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServerNotifications } from '../../src/protocol.ts';
import { databases, type TestDatabase } from '../servers/testDatabases.ts';
import { type Client, configuration, problemOf, startClient } from './client.ts';

const section = (up: string, down: string | null) =>
  `-- migrate:up\n${up};\n${down === null ? '' : `-- migrate:down\n${down};\n`}`;
const files = {
  'migrations/001_users.sql': section('CREATE TABLE users (id INTEGER PRIMARY KEY)', 'DROP TABLE users'),
  'migrations/002_pets.sql': section('CREATE TABLE pets (id INTEGER PRIMARY KEY)', 'SELECT 1'),
  'migrations/003_kept.sql': section('CREATE TABLE kept (id INTEGER PRIMARY KEY)', null),
  'migrations/004_toys.sql': section('CREATE TABLE toys (id INTEGER PRIMARY KEY)', 'DROP TABLE tyos'),
  'migrations/005_bad.sql': section('ALTER TABLE nothing ADD COLUMN a INTEGER', 'SELECT 1'),
  'migrations/006_late.sql': section('CREATE TABLE late (id INTEGER PRIMARY KEY)', 'DROP TABLE late'),
};
type Told = ServerNotifications['switchback/tried'];

/** An environment whose own database is never there, and the server for scratch databases. */
async function clientOf(
  database: TestDatabase,
  more: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const { url, drop } = await database.create();
  onTestFinished(drop);
  const dev = { database: database.adminUrl === null ? 'sqlite:never.db' : url, scratch: url };
  return startClient(
    { 'migrate.config.json': configuration({ dev }), ...files, ...more },
    { initializationOptions: { trusted: true } },
  );
}

describe.each(databases)('$name: migrations are tried when somebody asks for it', (database) => {
  test('each goes up, down and up, is told as it ends, and says what it found', async () => {
    const client = await clientOf(database);
    const { id } = await client.project();
    const told: Told[] = [];
    const last = client.notification<Told>('switchback/tried', (params) => {
      told.push(params);
      return params.tried.version === '005';
    });
    const { tried } = await client.request('switchback/check', { project: id, run: 'r', versions: null });
    await last;
    expect(told.map(({ run, tried: one }) => [run, one])).toEqual(tried.map((one) => ['r', one]));
    expect(tried.map(({ version, outcome, findings }) => [version, outcome, findings[0]?.code])).toEqual([
      ['001', 'passed', undefined],
      ['002', 'failed', 'down-differs'],
      ['003', 'skipped', 'missing-down'],
      ['004', 'failed', 'down-failed'],
      ['005', 'failed', 'check-failed'],
    ]);
    expect(tried[1]!.schemas!.before).not.toContain('pets');
    expect(tried[1]!.schemas!.after).toMatch(/CREATE TABLE ["`]?pets/);
    expect(tried[3]!.findings[0]).toMatchObject({
      uri: client.uri('migrations/004_toys.sql'),
      range: { start: { line: 3, character: 11 } },
    });
  });

  test('of a choice those between only go up', async () => {
    const client = await clientOf(database);
    const { id } = await client.project();
    const check = async (...versions: readonly string[]) =>
      (await client.request('switchback/check', { project: id, run: 'r', versions })).tried.map(
        ({ version, outcome }) => [version, outcome],
      );
    expect(await check('001', '003')).toEqual([
      ['001', 'passed'],
      ['003', 'skipped'],
    ]);
    expect(await check('004', '006')).toEqual([
      ['004', 'failed'],
      ['005', 'failed'],
    ]);
    expect(await check()).toEqual([]);
  });

  test('what the editor holds counts, and the schema of any version is told whole', async () => {
    const client = await clientOf(database, {
      'migrations/005_bad.sql': section('CREATE UNIQUE INDEX toys_id ON toys (id)', 'SELECT 1'),
    });
    const { id } = await client.project();
    client.open('migrations/002_pets.sql', section('CREATE TABLE dogs (id INTEGER)', 'DROP TABLE dogs'));
    const schema = async (version: string | null) =>
      (await client.request('switchback/schemaAt', { project: id, version })).text;
    expect(await schema('1')).not.toContain('dogs');
    expect(await schema('002')).toMatch(/TABLE ["`]?dogs/);
    expect(await schema('004')).not.toContain('toys_id');
    expect(await schema(null)).toContain('toys_id');
    expect(await schema(null)).not.toContain('--');
  });
});

const references = {
  'migrations/005_bad.sql': section(
    'CREATE TABLE walks (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
    null,
  ),
  'migrations/006_late.sql': section(
    'ALTER TABLE walks ADD COLUMN toy_id INTEGER REFERENCES toys (id)',
    null,
  ),
};

describe.each(databases)('$name: foreign keys that a column was written with', (database) => {
  test.each([true, false])('are in the schema at a version: trusted %s', async (trusted) => {
    const { url, drop } = await database.create();
    onTestFinished(drop);
    const client = await startClient(
      {
        'migrate.config.json': configuration({ dev: { database: url, scratch: url } }),
        ...files,
        ...references,
      },
      { initializationOptions: { trusted } },
    );
    const { id } = await client.project();
    const { text } = await client.request('switchback/schemaAt', { project: id, version: '006' });
    const plain = text.replaceAll(/["`]/g, '').replaceAll('public.', '');
    expect(plain.includes('Read from the files alone')).toBe(!trusted);
    expect(plain).toMatch(/user_id\)? REFERENCES users ?\(id\) ON DELETE CASCADE/);
    expect(plain).toMatch(/toy_id\)? REFERENCES toys ?\(id\)/);
  });
});

test('without a server for scratch databases a sentence says so, and the schema is read from the files', async () => {
  const client = await startClient(
    { 'migrate.config.json': configuration({ dev: { database: 'mysql://127.0.0.1:1/app' } }), ...files },
    { initializationOptions: { trusted: true } },
  );
  const { id } = await client.project();
  const said = client.notification<ServerNotifications['switchback/untried']>('switchback/untried');
  client.open('migrations/001_users.sql', files['migrations/001_users.sql']);
  const refused = await problemOf(
    client.request('switchback/check', { project: id, run: 'r', versions: null }),
  );
  expect(await said).toEqual({ project: id, message: refused.message });
  expect(refused).toMatchObject({
    code: 'scratch-failed',
    message: expect.stringContaining('"scratch" in migrate.config.json'),
  });
  const { text } = await client.request('switchback/schemaAt', { project: id, version: '001' });
  expect(text).toContain(`-- ${refused.message}\n-- Read from the files alone`);
  expect(text).toContain('CREATE TABLE users');
});

test('E7 nothing is tried in a workspace that is not trusted', async () => {
  const client = await startClient(
    { 'migrate.config.json': configuration({ dev: { database: 'sqlite:dev.db' } }), ...files },
    { initializationOptions: { trusted: false } },
  );
  const { id } = await client.project();
  const refused = await problemOf(
    client.request('switchback/check', { project: id, run: 'r', versions: null }),
  );
  expect(refused.code).toBe('untrusted');
  const { text } = await client.request('switchback/schemaAt', { project: id, version: '001' });
  expect(text).toContain('not trusted');
  expect(text).toContain('CREATE TABLE users');
});
