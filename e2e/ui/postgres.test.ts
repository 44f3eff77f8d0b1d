import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { query, sql } from '../../server/test/servers/rawQuery.ts';
import { startServer } from '../../server/test/servers/servers.ts';
import type { TestServer } from '../../server/test/servers/testServer.ts';
import { type Editor, startEditor, type Workbench } from './workbench.ts';
import { configuration, type Workspace, workspaceOf } from './workspace.ts';

let editor: Editor;
let server: TestServer;
let count = 0;
beforeAll(async () => {
  server = await startServer('postgres18', { runDirectory: inject('runDirectory') });
  editor = await startEditor();
});
afterAll(async () => {
  await editor.close();
  await server.stop();
});

/** A workspace on a database of its own, with the password left out of its configuration. */
async function project(
  files: Readonly<Record<string, string>>,
): Promise<{ workspace: Workspace; url: string }> {
  count += 1;
  const name = `ui_${count}`;
  await sql(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const written = new URL(url);
  written.password = '';
  const workspace = workspaceOf({
    'migrate.config.json': configuration({ dev: { database: written.href } }),
    ...files,
  });
  return { workspace, url: url.href };
}

const users = {
  'migrations/001_create_users.sql':
    '-- migrate:up\nCREATE TABLE users (id integer PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE users;\n',
};
const applied = 'select version from schema_migrations order by version';

async function connect(bench: Workbench, lens = true): Promise<void> {
  await bench.showMigrations();
  if (lens) await bench.clickLens('Connect to dev');
  else await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  const box = bench.page.locator('.quick-input-widget').filter({ hasText: 'Password for dev' });
  await box.waitFor();
  expect(await bench.input.getAttribute('type')).toBe('password');
  await bench.answer(decodeURIComponent(new URL(server.url).password));
}

test('E3 E7 apply and roll back by lens on PostgreSQL, with a password that is asked for once', async () => {
  const { workspace, url } = await project(users);
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/001_create_users.sql')]);
  await connect(bench);
  await bench.clickLens('Apply to dev');
  await bench.lens('Roll back from dev').waitFor();
  await bench.treeRow('Applied').waitFor();
  expect(await query(url, applied)).toEqual([{ version: '001' }]);
  await bench.shot('postgres-applied');

  await bench.clickLens('Roll back from dev');
  await bench.clickDialog('Roll Back');
  await bench.lens('Apply to dev').waitFor();
  expect(await query(url, applied)).toEqual([]);

  // Kept: a second connection does not ask.
  await bench.run('Migrate: Disconnect');
  await bench.clickLens('Connect to dev');
  await bench.lens('Apply to dev').waitFor();
  // Nowhere in the workspace, and in none of the editor's settings.
  const { password } = new URL(server.url);
  expect(workspace.read('migrate.config.json')).not.toContain(password);
  expect(editor.output()).not.toContain(decodeURIComponent(password));
});

test('E7 a password that the database refuses is asked for again', async () => {
  const { workspace } = await project(users);
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/001_create_users.sql')]);
  await bench.clickLens('Connect to dev');
  await bench.page.locator('.quick-input-widget').filter({ hasText: 'wants a password' }).waitFor();
  await bench.answer('wrong');
  await bench.page.locator('.quick-input-widget').filter({ hasText: 'refused the password' }).waitFor();
  await bench.answer(decodeURIComponent(new URL(server.url).password));
  await bench.lens('Apply to dev').waitFor();
});

test('E5 cancel ends the statement that runs; nothing of the migration stays', async () => {
  const { workspace, url } = await project({
    ...users,
    'migrations/002_long.sql':
      '-- migrate:up\nCREATE TABLE long (id integer);\nSELECT pg_sleep(600);\n\n-- migrate:down\nDROP TABLE long;\n',
  });
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/002_long.sql')]);
  await connect(bench);
  await bench.clickLens('Apply 2 to dev');
  const sleeping = `select 1 from pg_stat_activity where state = 'active' and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()`;
  await expect.poll(async () => (await query(url, sleeping)).length, { timeout: 30_000 }).toBe(1);
  await bench.toast('002_long').waitFor();
  await bench.shot('progress');
  // The editor answers while the migration runs.
  await bench.page.locator('.view-line').filter({ hasText: 'CREATE TABLE' }).getByText('long').hover();
  await bench.page.locator('.monaco-hover:not(.hidden)').filter({ hasText: 'long' }).first().waitFor();
  await bench.clickToast('Applying 2 migrations to dev', 'Cancel');
  await bench.toast('Applying').waitFor({ state: 'detached' });
  await expect.poll(async () => (await query(url, sleeping)).length, { timeout: 30_000 }).toBe(0);
  await bench.lens('Apply to dev').waitFor();
  expect(await query(url, applied)).toEqual([{ version: '001' }]);
  expect(await query(url, `select 1 from pg_tables where tablename = 'long'`)).toEqual([]);
});

test('E4 a change of the history that somebody else makes is seen', async () => {
  const { workspace, url } = await project(users);
  const bench = await editor.open(workspace.folder);
  await connect(bench, false);
  await bench.treeRow('Pending').waitFor();
  await sql(
    url,
    `create table users (id integer primary key);
     create table schema_migrations (version varchar(255) primary key, name text, checksum text, applied_at timestamptz default now());
     insert into schema_migrations (version, name, checksum) values ('001', 'create_users', '${'0'.repeat(64)}')`,
  );
  await bench.treeRow('Changed since applied').waitFor();
});

test('E4 a database that goes away is told in the tree, and one that comes back is found again', async () => {
  const { workspace } = await project(users);
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/001_create_users.sql')]);
  await connect(bench);
  await bench.lens('Apply to dev').waitFor();
  await server.kill('SIGKILL');
  try {
    await bench.statusBar.filter({ hasText: 'dev: cannot be reached' }).waitFor();
    await bench.treeRow('dev').filter({ hasText: 'cannot be reached' }).waitFor();
    await bench.treeRow('State not known').waitFor();
    await bench.lens('Connect to dev').waitFor();
    await bench.shot('database-gone');
    await bench.run('Migrate: Apply All Pending');
    await bench.toast('Nothing answers').first().waitFor();
  } finally {
    await server.restart();
  }
  await bench.statusBar.filter({ hasText: 'dev: 1 pending' }).waitFor();
  await bench.clickLens('Apply to dev');
  await bench.lens('Roll back from dev').waitFor();
});
