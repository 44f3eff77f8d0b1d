import { randomBytes } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { databases, sql } from '../servers/testDatabases.ts';
import { createWorkspace, tableMigration } from './workspace.ts';

const forgetful = '-- migrate:up\nCREATE TABLE f (id INTEGER);\n-- migrate:down\nSELECT 1;\n';
const lone = '-- migrate:up\nCREATE TABLE l (id INTEGER);\n';
const broken = '-- migrate:up\nCREATE INDEX i ON a (nothing);\n-- migrate:down\nSELECT 1;\n';

describe.each(databases)('$name: migrate check', (database) => {
  test.each([
    ['no findings', 'check', { '1_a.sql': tableMigration('a') }, 0],
    ['a warning', 'check', { '1_l.sql': lone }, 0],
    ['a warning, with --check', 'check --check', { '1_l.sql': lone }, 3],
    ['an error, with --check', 'check --check', { '1_f.sql': forgetful }, 4],
    ['an up that fails', 'check', { '1_a.sql': tableMigration('a'), '2_i.sql': broken }, 4],
    ['an unknown version', 'check 9', { '1_a.sql': tableMigration('a') }, 2],
  ] as const)('C2 %s', async (_title, args, files, exit) => {
    const workspace = await createWorkspace(database, files as Readonly<Record<string, string>>);
    expect((await workspace.run(args)).exit).toBe(exit);
    expect((await workspace.run(args)).exit).toBe(exit);
  });

  test('C3 what is found and measured', async () => {
    const workspace = await createWorkspace(database, {
      '1_a.sql': tableMigration('a'),
      '2_i.sql': broken,
      '3_b.sql': tableMigration('b'),
    });
    const run = await workspace.run('check --json');
    expect(run.json()).toMatchObject({
      diagnostics: [{ code: 'check-failed', severity: 'error', line: 2 }],
      migrations: [
        { version: '1', name: 'a' },
        { version: '2', statements: [] },
      ],
      notChecked: [{ version: '3', name: 'b' }],
    });
  });

  test('C4 the text says what was done', async () => {
    const workspace = await createWorkspace(database, {
      '1_a.sql': tableMigration('a'),
      '2_b.sql': tableMigration('b'),
    });
    const run = await workspace.run('check -v');
    expect(run.stdout).toContain('1_a');
    expect(run.stdout).toContain('Checked 2 migrations: up, down, up again.');
    await workspace.run('up');
    expect((await workspace.run('check')).stdout).toBe('Nothing to check: no migration is pending.\n');
  });
});

test('PostgreSQL: check -v names locks and rewrites', async () => {
  const postgres = databases.find(({ dialect }) => dialect === 'postgres')!;
  const workspace = await createWorkspace(postgres, {
    '1_a.sql': '-- migrate:up\nCREATE TABLE a (id integer);\n-- migrate:down\nDROP TABLE a;\n',
    '2_w.sql':
      '-- migrate:up\nALTER TABLE a ALTER COLUMN id TYPE bigint;\n-- migrate:down\nALTER TABLE a ALTER COLUMN id TYPE integer;\n',
  });
  const run = await workspace.run('check 2 -v');
  expect(run.stdout).toContain('AccessExclusive on a · rewrites the table');
});

test('PostgreSQL: without the right to make a database, the built-in one is used, and said so', async () => {
  const postgres = databases.find(({ dialect }) => dialect === 'postgres')!;
  const role = `nobody_${randomBytes(4).toString('hex')}`;
  await sql(postgres.adminUrl!, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
  onTestFinished(() => sql(postgres.adminUrl!, `DROP ROLE ${role}`));
  const workspace = await createWorkspace(postgres, {
    '1_a.sql': tableMigration('a'),
    '2_i.sql': broken,
  });
  const address = new URL(workspace.url);
  address.username = role;
  address.password = 'x';
  const env = { env: { DATABASE_URL: address.href } };
  const run = await workspace.run('check', env);
  expect(run.exit).toBe(4);
  expect(run.stdout).toContain('Tried in the built-in PostgreSQL');
  expect(run.stdout).toContain('permission denied to create database');
  expect(run.stdout + run.stderr).toContain('column "nothing" does not exist');
  expect((await workspace.run('check --json', env)).json()).toMatchObject({
    insteadOf: { code: 'scratch-failed' },
    diagnostics: [{ code: 'check-failed', line: 2 }],
  });
});

test('PostgreSQL: one version is checked without a server that answers', async () => {
  const postgres = databases.find(({ dialect }) => dialect === 'postgres')!;
  const workspace = await createWorkspace(postgres, { '1_a.sql': tableMigration('a'), '2_i.sql': broken });
  const env = { env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' } };
  const run = await workspace.run('check 1', env);
  expect(run.exit).toBe(0);
  expect(run.stdout).toContain(
    'Tried in the built-in PostgreSQL instead of a scratch database on the server',
  );
  expect((await workspace.run('check 2 --scratch pglite:', env)).exit).toBe(4);
  // What is pending only the server knows.
  expect((await workspace.run('check', env)).exit).toBe(1);
});
