import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databases, sql, type TestDatabase } from '../servers/testDatabases.ts';
import { createWorkspace, migration, type RunOptions, tableMigration, type Workspace } from './workspace.ts';

const first = { '001_a.sql': tableMigration('a') };

interface Case {
  readonly title: string;
  readonly args: string;
  readonly exit: number;
  readonly code: string;
  /** In the message or its help. */
  readonly says: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly options?: RunOptions;
  readonly before?: (workspace: Workspace) => unknown;
  readonly only?: (database: TestDatabase) => boolean;
}

const onServer = (database: TestDatabase) => database.dialect !== 'sqlite';

function changed(url: string, change: (url: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

/** Cases whose URL is made from the database's own. */
const urlCases: readonly (Omit<Case, 'args'> & { readonly url: (url: string) => string })[] = [
  {
    title: 'an unreachable server',
    url: (url) => changed(url, (it) => Object.assign(it, { port: '1' })),
    exit: 1,
    code: 'connection-refused',
    says: 'Nothing answers',
    only: onServer,
  },
  {
    title: 'an unknown host',
    url: (url) => changed(url, (it) => Object.assign(it, { hostname: 'no-such-host.invalid' })),
    exit: 1,
    code: 'unknown-host',
    says: 'no-such-host.invalid',
    only: onServer,
  },
  {
    title: 'a wrong password',
    url: (url) => changed(url, (it) => Object.assign(it, { password: 'not-it' })),
    exit: 1,
    code: 'authentication-failed',
    says: 'password',
    only: onServer,
  },
  {
    title: 'an unknown database',
    url: (url) => changed(url, (it) => Object.assign(it, { pathname: '/no_such_database' })),
    exit: 1,
    code: 'unknown-database',
    says: 'no_such_database',
    only: onServer,
  },
  {
    title: 'an unknown scheme',
    url: (url) => url.replace(/^\w+:/, 'oracle:'),
    exit: 2,
    code: 'unknown-scheme',
    says: 'oracle',
  },
  { title: 'a URL without a scheme', url: () => 'localhost', exit: 2, code: 'malformed-url', says: 'scheme' },
  {
    title: 'a folder that is not there',
    url: () => 'sqlite:no/such/folder.db',
    exit: 1,
    code: 'database-file-missing',
    says: 'folder',
    only: (database) => !onServer(database),
  },
  {
    title: 'a file that is no database',
    url: () => 'sqlite:migrations/001_a.sql',
    exit: 1,
    code: 'not-a-database',
    says: 'not',
    only: (database) => !onServer(database),
  },
];

const cases: readonly Case[] = [
  {
    title: 'a missing directory',
    args: 'up --dir nowhere',
    exit: 2,
    code: 'directory-missing',
    says: 'nowhere',
  },
  {
    title: 'a directory that is a file',
    args: 'up --dir migrations/001_a.sql',
    exit: 2,
    code: 'directory-missing',
    says: 'not a directory',
  },
  {
    title: 'two URLs',
    args: 'up --database sqlite:a.db --database sqlite:b.db',
    exit: 2,
    code: 'two-database-urls',
    says: 'twice',
  },
  { title: 'an unknown flag', args: 'up --frobnicate', exit: 2, code: 'usage', says: '--frobnicate' },
  { title: 'an unknown command', args: 'upp', exit: 2, code: 'usage', says: 'Did you mean up' },
  { title: 'an argument too many', args: 'up 1 2', exit: 2, code: 'usage', says: 'arguments' },
  { title: 'an option without its value', args: 'up --to', exit: 2, code: 'usage', says: '--to' },
  { title: 'an unknown rule', args: 'up --out-of-order maybe', exit: 2, code: 'usage', says: 'warn' },
  {
    title: 'an unknown environment',
    args: 'up --env nowhere',
    exit: 2,
    code: 'unknown-environment',
    says: 'nowhere',
  },
  {
    title: 'a missing configuration',
    args: 'up --config nowhere.json',
    exit: 2,
    code: 'config-missing',
    says: 'nowhere.json',
  },
  {
    title: 'no URL',
    args: 'up',
    exit: 2,
    code: 'no-database-url',
    says: '--database',
    options: { env: { DATABASE_URL: undefined } },
  },
  ...['0', '-1', '1.5', 'x'].map((count) => ({
    title: `a bad count (${count})`,
    args: `up ${count}`,
    exit: 2,
    code: 'bad-count',
    says: count,
  })),
  { title: 'a count with --to', args: 'up 1 --to 001', exit: 2, code: 'usage', says: '--to' },
  {
    title: 'up to a version that does not exist',
    args: 'up --to 77',
    exit: 2,
    code: 'unknown-version',
    says: '77',
  },
  {
    title: 'down to a version that does not exist',
    args: 'down --to 77',
    exit: 2,
    code: 'unknown-version',
    says: '77',
  },
  {
    title: 'down to a version that is not applied',
    args: 'down --to 001',
    exit: 2,
    code: 'version-not-applied',
    says: '001',
  },
  { title: 'a name without letters', args: 'new "!!!"', exit: 2, code: 'name-invalid', says: 'letter' },
  {
    title: 'a directory named like a migration',
    args: 'up',
    exit: 4,
    code: 'unreadable-file',
    says: '002_b.sql',
    before: ({ folder }) => mkdirSync(join(folder, 'migrations/002_b.sql')),
  },
  {
    title: 'an unreadable file',
    args: 'up',
    exit: 4,
    code: 'unreadable-file',
    says: 'permission denied',
    before: ({ folder }) => chmodSync(join(folder, 'migrations/001_a.sql'), 0),
    options: { unprivileged: true },
  },
  {
    title: 'a file that is not UTF-8',
    args: 'up',
    exit: 4,
    code: 'not-utf8',
    says: '002_b.sql',
    files: { '002_b.sql': Uint8Array.from([0x2d, 0x2d, 0xe9, 0x0a]) },
  },
  {
    title: 'a bad file name',
    args: 'up',
    exit: 4,
    code: 'bad-file-name',
    says: '0021_x.up.sql',
    files: { '0021_x_up.sql': 'SELECT 1;' },
  },
  {
    title: 'a Go file',
    args: 'up',
    exit: 4,
    code: 'unsupported-file',
    says: '.go',
    files: { '002_b.go': 'package main' },
  },
  {
    title: 'a version twice',
    args: 'up',
    exit: 4,
    code: 'duplicate-version',
    says: '1_b.sql',
    files: { '1_b.sql': tableMigration('b') },
  },
  {
    title: 'an unknown dependency',
    args: 'up',
    exit: 4,
    code: 'unknown-dependency',
    says: '77',
    files: { '002_b.sql': `-- migrate:requires 77\n${tableMigration('b')}` },
  },
  {
    title: 'a wrapped transaction that is not whole',
    args: 'up',
    exit: 4,
    code: 'transaction-control',
    says: 'transaction:false',
    files: { '002_b.sql': migration('CREATE TABLE b (id INTEGER); COMMIT;', 'DROP TABLE b;') },
  },
  {
    title: 'an invalid configuration',
    args: 'up',
    exit: 2,
    code: 'config-invalid',
    says: 'tabel',
    before: ({ write }) => write({ 'migrate.config.json': '{ "tabel": "x" }' }),
  },
  {
    title: 'a history table of another tool',
    args: 'up',
    exit: 4,
    code: 'foreign-history-table',
    says: '--table',
    before: ({ url }) =>
      sql(url, 'create table schema_migrations (version bigint primary key, dirty boolean)'),
  },
  {
    title: 'a read-only file',
    args: 'up',
    exit: 1,
    code: 'read-only',
    says: 'read-only',
    only: (database) => !onServer(database),
    before: async ({ url, folder }) => {
      await sql(url, 'create table x (id integer)');
      chmodSync(url.slice('sqlite:'.length), 0o444);
      chmodSync(folder, 0o755);
    },
    options: { unprivileged: true },
  },
  {
    title: 'a read-only database',
    args: 'up',
    exit: 1,
    code: 'read-only',
    says: 'read-only',
    only: ({ dialect }) => dialect === 'postgres',
    before: ({ url }) =>
      sql(url, `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`),
  },
];

describe.each(databases)('$name: bad input', (database) => {
  const mine = <C extends { readonly only?: (database: TestDatabase) => boolean }>(all: readonly C[]) =>
    all.filter(({ only }) => only?.(database) ?? true);

  async function check(
    workspace: Workspace,
    args: string,
    { exit, code, says, options }: Omit<Case, 'args' | 'title'>,
  ) {
    const before = await workspace.tables();
    const run = await workspace.run(args, options);
    expect([run.exit, run.stdout]).toEqual([exit, '']);
    expect(run.stderr).toMatch(new RegExp(`^error\\[${code}\\]: `, 'm'));
    expect(run.stderr).toContain(says);
    expect(run.stderr).toContain('help: ');
    expect(run.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
    const made = (await workspace.tables()).filter((table) => !before.includes(table));
    expect(made.filter((table) => !table.startsWith('schema_migrations'))).toEqual([]);
    const asJson = (await workspace.run(`${args} --json`, options)).json() as { error: { code: string } };
    expect(asJson.error.code).toBe(code);
  }

  test.each(mine(cases))('C2 $title', async (row) => {
    const workspace = await createWorkspace(database, { ...first, ...row.files });
    await row.before?.(workspace);
    await check(workspace, row.args, row);
  });

  test.each(mine(urlCases))('C2 U8 $title', async (row) => {
    const workspace = await createWorkspace(database, first);
    await check(workspace, `up --database ${row.url(workspace.url)}`, row);
  });

  test('C2 an empty directory is nothing to do', async () => {
    const workspace = await createWorkspace(database);
    expect(await workspace.run('up')).toMatchObject({
      exit: 0,
      stdout: 'No pending migrations\n',
      stderr: '',
    });
    expect((await workspace.run('validate')).exit).toBe(0);
    expect((await workspace.run('status')).exit).toBe(0);
  });
});
