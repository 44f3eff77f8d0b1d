import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './workbench.ts';
import { configuration, workspaceOf } from './workspace.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

const migration = '-- migrate:up\nCREATE TABLE a (id INTEGER);\n\n-- migrate:down\nDROP TABLE a;\n';

test('E4 E5 a configuration that cannot be read is told where it is wrong, and is enough once it is right', async () => {
  const workspace = workspaceOf({
    'migrate.config.json': '{ "migrations": "migrations", "environments": { "dev": ',
    'migrations/001_a.sql': migration,
  });
  const bench = await editor.open(workspace.folder, [workspace.path('migrate.config.json')]);
  await bench.showMigrations();
  await bench.page.locator('.sidebar').getByText('The configuration cannot be read.').waitFor();
  await bench.squiggle('error').waitFor();
  await bench.shot('broken-configuration');

  workspace.write('migrate.config.json', configuration({ dev: 'sqlite:dev.db' }));
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.treeRow('001_a').waitFor();
});

test('E4 a configuration that breaks while one works keeps what is known, and says so', async () => {
  const workspace = workspaceOf({
    'migrate.config.json': configuration({ dev: 'sqlite:dev.db' }),
    'migrations/001_a.sql': migration,
  });
  const bench = await editor.open(workspace.folder);
  await bench.showMigrations();
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.treeRow('001_a').waitFor();
  workspace.write('migrate.config.json', '{ "environment": {} }');
  await bench.run('Problems: Focus on Problems View');
  await bench.page
    .locator('.markers-panel .monaco-list-row')
    .filter({ hasText: 'migrate.config.json' })
    .waitFor();
  await bench.treeRow('001_a').waitFor();
});

test('E5 from an empty folder to an applied and rolled back migration, with what the view offers', async () => {
  const workspace = workspaceOf({});
  const bench = await editor.open(workspace.folder);
  await bench.showMigrations();
  await bench.page.locator('.sidebar').getByText('There are no migrations here yet.').waitFor();
  await bench.shot('welcome-empty');
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Create a Configuration' }).click();
  await bench.pick('SQLite');
  await bench.tab('migrate.config.json').waitFor();
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.statusBar.filter({ hasText: 'dev: up to date' }).waitFor();

  await bench.run('Migrate: New Migration');
  await bench.answer('create users');
  await bench.tab('create_users.down.sql').waitFor();
  await bench.page.locator('.tab.active').filter({ hasText: 'create_users.up.sql' }).waitFor();
  const [down, up] = workspace.list('migrations');
  expect(up).toMatch(/^\d{14}_create_users\.up\.sql$/);
  await bench.replaceText('CREATE TABLE users (id INTEGER PRIMARY KEY);\n');
  await bench.save();
  await bench.tab(down!).click();
  await bench.replaceText('DROP TABLE users;\n');
  await bench.save();
  await bench.tab(up!).click();
  await bench.clickLens('Apply to dev');
  await bench.treeRow('Applied').waitFor();
  await bench.run('Migrate: Roll Back Last');
  await bench.clickDialog('Roll Back');
  await bench.treeRow('Pending').waitFor();
  expect(workspace.query('dev.db', `select name from sqlite_master where name = 'users'`)).toEqual([]);
});

test('E5 without a folder the view says what to do first', async () => {
  const bench = await editor.open(null);
  await bench.showMigrations();
  await bench.page.locator('.sidebar').getByText('Migrations live in a folder').waitFor();
});

test('E5 the walkthrough leads from an empty folder to an applied and rolled back migration in four steps', async () => {
  const workspace = workspaceOf({});
  const bench = await editor.open(workspace.folder);
  await bench.showMigrations();
  await bench.page.locator('.sidebar').getByText('Walk through the first steps').click();
  const steps = bench.page.locator('.getting-started-step');
  const step = (name: string) => bench.page.locator(`.getting-started-step[data-step-id$="#${name}"]`);
  const done = (name: string) =>
    bench.page.locator(`[data-step-id$="#${name}"][aria-checked="true"]`).first();
  const click = (name: string, button: string) =>
    step(name).locator('.monaco-button').filter({ hasText: button }).click();
  await step('configure').waitFor();
  expect(await steps.count()).toBe(4);
  await bench.shot('walkthrough');

  await click('configure', 'Create a Configuration');
  await bench.pick('SQLite');
  await bench.page.locator('.tab.active').filter({ hasText: 'migrate.config.json' }).waitFor();
  await bench.tab('Welcome').click();
  await done('configure').waitFor();

  await step('write').click();
  await click('write', 'New Migration');
  await bench.answer('create users');
  await bench.page.locator('.tab.active').filter({ hasText: 'create_users.up.sql' }).waitFor();
  // Where the cursor is, without looking for a place.
  await bench.page.keyboard.insertText('CREATE TABLE users (id INTEGER PRIMARY KEY);');
  await bench.save();
  await bench.tab('create_users.down.sql').click();
  await bench.page.locator('.tab.active').filter({ hasText: 'create_users.down.sql' }).waitFor();
  await bench.page.locator('.editor-group-container.active .view-lines').last().click();
  await bench.page.keyboard.insertText('DROP TABLE users;');
  await bench.save();

  await bench.tab('Welcome').click();
  await step('apply').click();
  await click('apply', 'Connect');
  await bench.treeRow('Pending').waitFor();
  await click('apply', 'Apply All Pending');
  await bench.treeRow('Applied').waitFor();
  const users = "select name from sqlite_master where name = 'users'";
  expect(workspace.query('dev.db', users)).toEqual([{ name: 'users' }]);
  await step('rollback').click();
  await click('rollback', 'Roll Back Last');
  await bench.clickDialog('Roll Back');
  await bench.treeRow('Pending').waitFor();
  expect(workspace.query('dev.db', users)).toEqual([]);
  await bench.shot('walkthrough-done');
});
