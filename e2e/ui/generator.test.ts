import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './workbench.ts';
import { configuration, workspaceOf } from './workspace.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

test('E6 a schema file is edited; the migration for it is decided, looked at, saved and applied', async () => {
  const workspace = workspaceOf({
    'migrate.config.json': configuration({ dev: 'sqlite:dev.db' }, { schemaFile: 'schema.sql' }),
    'schema.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n',
    'migrations/001_create_users.sql':
      '-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE old_logs (id INTEGER);\n\n-- migrate:down\nDROP TABLE old_logs;\nDROP TABLE users;\n',
  });
  const bench = await editor.open(workspace.folder, [workspace.path('schema.sql')]);
  await bench.showMigrations();
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.clickInline('001_create_users', 'Apply to Here');
  await bench.treeRow('Applied').waitFor();

  await bench.tab('schema.sql').click();
  await bench.replaceText('CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT, phone TEXT);\n');
  await bench.save();
  await bench.run('Migrate: New Migration from a Schema Difference');
  await bench.pick('schema.sql');
  const picker = bench.page.locator('.quick-input-widget');
  await picker.filter({ hasText: 'DROP TABLE old_logs' }).waitFor();
  await bench.shot('generator-changes');
  const rename = bench.page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: /full_name/ })
    .filter({ hasText: 'dropped and added' });
  await rename.click();
  await picker.filter({ hasText: 'keeps its data' }).waitFor();
  await bench.pick('Write what loses data');
  await picker.filter({ hasText: 'as statements' }).waitFor();
  await bench.shot('generator-decided');
  await bench.pick('See the migration');

  await bench.tab('New migration: up ↔ down').waitFor();
  const sides = bench.page.locator('.monaco-diff-editor');
  await sides.locator('.original').filter({ hasText: 'RENAME COLUMN' }).waitFor();
  await sides.locator('.modified').filter({ hasText: 'DROP COLUMN' }).waitFor();
  await bench.shot('generator-comparison');
  await bench.clickToast('This is what would be written', 'Save as a New Migration');
  await bench.answer('full name and phone');
  await bench.page.locator('.tab.active[data-resource-name*="full_name_and_phone"]').waitFor();
  await bench.clickLens('Apply to dev');
  await bench.treeRow('Applied').filter({ hasText: '2' }).waitFor();
  expect(workspace.query('dev.db', "select name from pragma_table_info('users') order by cid")).toEqual([
    { name: 'id' },
    { name: 'full_name' },
    { name: 'phone' },
  ]);

  await bench.run('Migrate: New Migration from a Schema Difference');
  await bench.pick('schema.sql');
  await bench.toast('No difference').waitFor();
});
