import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { configuration, startClient } from './client.ts';

const config = configuration({ dev: { database: 'sqlite:dev.db' } });
const users = `-- migrate:up
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO users (id, email) VALUES (1, 'ann@example.org');
-- migrate:down
DROP TABLE users;
`;
const next = (up: string, down: string) => `-- migrate:up\n${up};\n-- migrate:down\n${down};\n`;
const path = 'migrations/002_next.sql';
const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const has = (code: string) => (diagnostics: readonly Diagnostic[]) => codes(diagnostics).includes(code);

async function clientWith(files: Readonly<Record<string, string>>, trusted = true) {
  return startClient(
    { 'migrate.config.json': config, 'migrations/001_users.sql': users, ...files },
    { initializationOptions: { trusted } },
  );
}

test('what only the database can see is told at its statement while it is written, without a database', async () => {
  const client = await clientWith({});
  client.write({ [path]: next('CREATE INDEX users_mail ON users (mail)', 'DROP INDEX users_mail') });
  client.open(path, next('CREATE INDEX users_mail ON users (mail)', 'DROP INDEX users_mail'));
  const [found] = (await client.until(path, has('check-failed'))).filter(
    ({ code }) => code === 'check-failed',
  );
  expect(found).toMatchObject({
    range: { start: { line: 1, character: 34 }, end: { line: 1, character: 38 } },
    severity: 1,
    message: expect.stringContaining('no such column: mail'),
  });
  client.change(path, next('CREATE INDEX users_mail ON users (email)', 'SELECT 1'));
  const forgotten = await client.until(path, has('down-differs'));
  expect(codes(forgotten)).toEqual(['down-differs']);
  client.change(path, next('CREATE INDEX users_mail ON users (email)', 'DROP INDEX users_mail'));
  expect(await client.until(path, (diagnostics) => diagnostics.length === 0)).toEqual([]);
});

test('PostgreSQL is tried in the product itself, without a server, and stays warm', async () => {
  const client = await startClient({
    'migrate.config.json': configuration({ dev: { database: 'postgres://nobody@127.0.0.1:1/nothing' } }),
    'migrations/001_users.sql': users,
    [path]: next('SELECT 1', 'SELECT 1'),
  });
  client.open(path, next('CREATE INDEX users_mail ON users (mail)', 'DROP INDEX users_mail'));
  const [found] = (await client.until(path, has('check-failed'))).filter(
    ({ code }) => code === 'check-failed',
  );
  expect(found).toMatchObject({
    range: { start: { line: 1, character: 34 }, end: { line: 1, character: 38 } },
    message: expect.stringContaining('column "mail" does not exist (42703)'),
  });
  client.change(path, next('CREATE INDEX users_mail ON users (email)', 'SELECT 1'));
  expect(codes(await client.until(path, has('down-differs')))).toContain('down-differs');
  client.change(path, next('CREATE VIEW mails AS SELECT email FROM users', 'DROP VIEW mails'));
  await client.until(path, (diagnostics) => !has('down-differs')(diagnostics));
  expect(codes(client.diagnostics(path))).not.toContain('check-failed');
});

test('an unsaved change of an earlier migration counts', async () => {
  const text = next('ALTER TABLE users ADD COLUMN age INTEGER', 'ALTER TABLE users DROP COLUMN age');
  const client = await clientWith({ [path]: text });
  client.open('migrations/001_users.sql', users);
  client.open(path, text);
  client.change(
    'migrations/001_users.sql',
    users.replace('email TEXT NOT NULL', 'email TEXT NOT NULL, age INTEGER'),
  );
  client.change(path, `${text} `);
  expect(codes(await client.until(path, has('check-failed')))).toContain('check-failed');
});

test('a statement that does not parse is told once', async () => {
  const client = await clientWith({ [path]: users });
  client.open(path, next('CREATE TABEL a (id INTEGER)', 'DROP TABLE a'));
  await client.until(path, has('syntax-error'));
  client.change(path, next('CREATE TABEL a (id INTEGER);\nSELECT nothing', 'DROP TABLE a'));
  const diagnostics = await client.until(path, has('syntax-error'));
  expect(codes(diagnostics)).not.toContain('check-failed');
});

test('E1 a migration that was just made is no mistake until something is written', async () => {
  const made = '-- migrate:up\n\n\n-- migrate:down\n\n';
  const client = await clientWith({ [path]: made });
  client.open(path, made);
  const found = await client.until(path, has('empty-up'));
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([['empty-up', 3]]);
  client.change(path, made.replace('\n\n\n', '\nCREATE TABLE a (id INTEGER);\n'));
  expect(codes(await client.until(path, has('empty-down')))).not.toContain('empty-up');
});

test('nothing is run in a workspace that is not trusted, until it is', async () => {
  const text = next('DROP TABLE missing', 'SELECT 1');
  const client = await clientWith({ [path]: text }, false);
  client.open(path, text);
  await client.until(path, () => true);
  expect(codes(client.diagnostics(path))).not.toContain('check-failed');
  client.notify('switchback/trust', { trusted: true });
  await client.until(path, has('check-failed'));
});

test('a statement that never ends keeps no other file from being tried', async () => {
  const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n';
  const forgetful = next('CREATE TABLE a (id INTEGER)', 'SELECT 1');
  const client = await startClient(
    {
      'migrate.config.json': config,
      [path]: next(endless, 'SELECT 1'),
      'migrations/001_first.sql': forgetful,
    },
    { initializationOptions: { trusted: true } },
  );
  client.open(path, next(endless, 'SELECT 1'));
  client.open('migrations/001_first.sql', forgetful);
  await client.until('migrations/001_first.sql', has('down-differs'));
});
