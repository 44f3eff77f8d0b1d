import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './workbench.ts';
import { configuration, fixture, workspaceOf } from './workspace.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

const applied = 'select version from schema_migrations order by version';

test('E5 switching the environment changes what lenses, tree and status bar speak of', async () => {
  const workspace = workspaceOf({
    'migrate.config.json': configuration(
      { dev: 'sqlite:dev.db', staging: 'sqlite:staging.db' },
      { defaultEnvironment: 'dev' },
    ),
    'migrations/001_a.sql': '-- migrate:up\nCREATE TABLE a (id INTEGER);\n\n-- migrate:down\nDROP TABLE a;\n',
  });
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/001_a.sql')]);
  await bench.showMigrations();
  await bench.clickLens('Connect to dev');
  await bench.clickLens('Apply to dev');
  await bench.lens('Roll back from dev').waitFor();

  await bench.statusBar.click();
  await bench.page.locator('.quick-input-list').getByText('sqlite:staging.db').waitFor();
  await bench.shot('switch-environment');
  await bench.pick('staging');
  await bench.clickLens('Apply to staging');
  await bench.statusBar.filter({ hasText: 'staging: up to date' }).waitFor();
  expect(workspace.query('staging.db', applied)).toEqual([{ version: '001' }]);
  // Both stay in the tree.
  await bench.treeRow('dev').waitFor();
  await bench.treeRow('staging').filter({ hasText: 'active' }).waitFor();
});

test('E8 production is marked, is not connected to by choosing it, and every action asks for its name', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/001_create_users.sql')]);
  await bench.showMigrations();
  await bench.statusBar.filter({ hasText: 'dev: not connected' }).waitFor();
  await bench.run('Migrate: Switch Environment');
  await bench.pick('prod');
  await bench.statusBar.filter({ hasText: 'prod: not connected' }).waitFor();
  await bench.clickLens('Connect to prod');
  await bench.treeRow('prod').filter({ hasText: 'production' }).waitFor();

  await bench.clickLens('Apply to prod');
  const box = bench.page.locator('.quick-input-widget').filter({ hasText: 'Type its name to go on' });
  await box.waitFor();
  await bench.answer('dev');
  await bench.page.locator('.quick-input-widget').filter({ hasText: 'This is not the name' }).waitFor();
  await bench.shot('production');
  await bench.page.keyboard.press('Escape');
  expect(workspace.list('.')).not.toContain('prod.db');

  await bench.clickLens('Apply to prod');
  await box.waitFor();
  await bench.answer('prod');
  await bench.lens('Roll back from prod').waitFor();
  expect(workspace.query('prod.db', applied)).toEqual([{ version: '001' }]);

  await bench.run('Migrate: Fresh');
  await box.waitFor();
  await bench.page.keyboard.press('Escape');
  await bench.lens('Roll back from prod').waitFor();
});

test('E4 several folders: each project stands for itself', async () => {
  const migration = '-- migrate:up\nCREATE TABLE t (id INTEGER);\n\n-- migrate:down\nDROP TABLE t;\n';
  const workspace = workspaceOf({
    'all.code-workspace': JSON.stringify({ folders: [{ path: 'shop' }, { path: 'billing' }] }),
    'shop/migrate.config.json': configuration({ dev: 'sqlite:dev.db' }),
    'shop/migrations/001_shop.sql': migration,
    'billing/migrate.config.json': configuration({ dev: 'sqlite:dev.db' }),
    'billing/migrations/001_billing.sql': migration,
  });
  const bench = await editor.open(workspace.path('all.code-workspace'));
  await bench.showMigrations();
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.pick('billing');
  await bench.treeRow('billing').waitFor();
  await bench.treeRow('shop').waitFor();
  await bench.clickInline('001_billing', 'Apply to Here');
  await bench.treeRow('Applied').waitFor();
  // Which of the two it speaks of.
  await bench.statusBar.filter({ hasText: 'shop/dev: not connected' }).waitFor();
  expect(workspace.query('billing/dev.db', applied)).toEqual([{ version: '001' }]);
  expect(workspace.list('shop')).not.toContain('dev.db');
  await bench.shot('several-folders');
});
