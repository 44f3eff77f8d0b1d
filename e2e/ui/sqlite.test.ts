import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './workbench.ts';
import { fixture } from './workspace.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

const tables = `select name from sqlite_master where type = 'table' and name not like '%migrations%' order by name`;
const applied = 'select version from schema_migrations order by version';

test('E1 E4 a folder that is opened shows findings, and touches no database before it is told to', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/004_seed_first_user.sql')]);
  await bench.squiggle('warning').waitFor();
  await bench.showMigrations();
  await bench.page.locator('.sidebar').getByText('Not connected.').waitFor();
  await bench.statusBar.filter({ hasText: 'dev: not connected' }).waitFor();
  await bench.shot('welcome-disconnected');
  expect(workspace.list('.')).not.toContain('dev.db');
});

test('E3 E4 the lens on the third pending one applies three; tree, badge and status bar follow; the lens takes it back', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder, [
    workspace.path('migrations/003_add_phone_to_users.sql'),
  ]);
  await bench.showMigrations();
  await bench.clickLens('Connect to dev');
  await bench.treeRow('Pending').filter({ hasText: '5' }).waitFor();
  await bench.badge.filter({ hasText: '5' }).waitFor();
  await bench.lens('Pending on dev').waitFor();

  await bench.clickLens('Apply 3 to dev');
  await bench.treeRow('Applied').filter({ hasText: '3' }).waitFor();
  await bench.badge.filter({ hasText: '2' }).waitFor();
  await bench.statusBar.filter({ hasText: 'dev: 2 pending' }).waitFor();
  await bench.lens(/Applied to dev/).waitFor();
  expect(workspace.query('dev.db', applied)).toEqual([
    { version: '001' },
    { version: '002' },
    { version: '003' },
  ]);
  expect(workspace.query('dev.db', tables)).toEqual([{ name: 'orders' }, { name: 'users' }]);
  await bench.shot('applied');

  await bench.clickLens('Roll back from dev');
  await bench.dialog.filter({ hasText: 'Roll back 003_add_phone_to_users from dev?' }).waitFor();
  await bench.shot('rollback-question');
  await bench.clickDialog('Roll Back');
  await bench.lens('Apply to dev').waitFor();
  await bench.badge.filter({ hasText: '3' }).waitFor();
  expect(workspace.query('dev.db', applied)).toEqual([{ version: '001' }, { version: '002' }]);
});

test('E3 E6 a preview shows statements and schema in one comparison, and runs as it was seen', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/002_create_orders.sql')]);
  await bench.clickLens('Connect to dev');
  await bench.clickLens('Preview');
  await bench.tab('Preview: Apply 2 migrations to dev').waitFor();
  const comparison = bench.page.locator('.multiDiffEntry');
  await comparison.filter({ hasText: 'What runs' }).filter({ hasText: 'CREATE TABLE orders' }).waitFor();
  await comparison.filter({ hasText: 'Schema' }).filter({ hasText: 'email TEXT NOT NULL' }).waitFor();
  expect(workspace.list('.')).not.toContain('dev.db');
  await bench.shot('preview');

  await bench.page.locator('.editor-actions a[aria-label="Run What the Preview Shows"]').click();
  await bench.statusBar.filter({ hasText: 'dev: 3 pending' }).waitFor();
  expect(workspace.query('dev.db', applied)).toEqual([{ version: '001' }, { version: '002' }]);
});

test('E3 a preview is refused once files say something else', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/001_create_users.sql')]);
  await bench.clickLens('Connect to dev');
  await bench.clickLens('Preview');
  await bench.page.locator('.multiDiffEntry').filter({ hasText: 'What runs' }).waitFor();
  const file = 'migrations/001_create_users.sql';
  workspace.write(file, workspace.read(file).replace('email TEXT NOT NULL', 'email TEXT'));
  await bench.page.locator('.editor-actions a[aria-label="Run What the Preview Shows"]').click();
  await bench.toast('other statements would run now').waitFor();
  expect(workspace.list('.')).not.toContain('dev.db');
});

test('E4 the tree applies and rolls back in place, asking when more would run than was clicked', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder);
  await bench.showMigrations();
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.clickInline('002_create_orders', 'Apply to Here');
  await bench.dialog
    .filter({ hasText: 'Apply 2 migrations to dev?' })
    .filter({ hasText: '001_create_users' })
    .waitFor();
  await bench.shot('tree-apply-question');
  await bench.clickDialog('Apply 2');
  await bench.treeRow('Applied').filter({ hasText: '2' }).waitFor();

  // One more, and nothing else with it: no question.
  await bench.clickInline('003_add_phone_to_users', 'Apply to Here');
  await bench.treeRow('Applied').filter({ hasText: '3' }).waitFor();

  await bench.clickInline('002_create_orders', 'Roll Back This and All After It');
  await bench.dialog.filter({ hasText: 'Roll back 2 migrations from dev?' }).waitFor();
  await bench.clickDialog('Roll Back 2');
  await bench.treeRow('Applied').filter({ hasText: '1' }).waitFor();
  expect(workspace.query('dev.db', tables)).toEqual([{ name: 'users' }]);
});

test('H3 E2 E4 an applied file that is changed is marked, compared with what was applied, and put back', async () => {
  const workspace = fixture('playground');
  const file = 'migrations/001_create_users.sql';
  const before = workspace.read(file);
  const bench = await editor.open(workspace.folder, [workspace.path(file)]);
  await bench.clickLens('Connect to dev');
  await bench.clickLens('Apply to dev');
  await bench.lens('Roll back from dev').waitFor();
  await bench.replaceText(before.replace('email TEXT NOT NULL', 'email TEXT NOT NULL UNIQUE'));
  await bench.save();
  await bench.squiggle('error').waitFor();
  await bench.showMigrations();
  await bench.treeRow('Changed since applied').waitFor();
  await bench.run('Migrate: Apply All Pending');
  const refused = bench.toast('001_create_users was changed after it was applied');
  await refused.filter({ hasText: 'Accept as It Is' }).waitFor();
  await bench.shot('refused');
  await refused.hover();
  await refused.locator('.codicon-notifications-clear').first().click();
  await bench.clickLens('Compare with what was applied');
  await bench.tab('as applied to dev').waitFor();
  await bench.page.locator('.diff-editor .line-insert, .monaco-diff-editor .line-insert').first().waitFor();
  await bench.shot('modified');

  await bench.tab('001_create_users.sql').first().click();
  await bench.clickLens('Restore what was applied');
  await bench.lens('Roll back from dev').waitFor();
  expect(workspace.read(file)).toBe(before);
});

test('U3 E5 a statement that fails is told with its place, and leaves nothing behind', async () => {
  const workspace = fixture('playground');
  workspace.write(
    'migrations/006_breaks.sql',
    '-- migrate:up\nCREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n\n-- migrate:down\nDROP TABLE half;\n',
  );
  const bench = await editor.open(workspace.folder);
  await bench.showMigrations();
  await bench.page.locator('.sidebar .monaco-button').filter({ hasText: 'Connect' }).click();
  await bench.treeRow('Pending').filter({ hasText: '6' }).waitFor();
  await bench.run('Migrate: Apply All Pending');
  await bench.toast('no such table: nowhere').waitFor();
  await bench.shot('failed-statement');
  await bench.clickToast('no such table: nowhere', 'Open File');
  await bench.tab('006_breaks.sql').waitFor();
  await bench.page.locator('.statusbar-item').filter({ hasText: 'Ln 3, Col 1' }).waitFor();
  expect(workspace.query('dev.db', tables)).not.toContainEqual({ name: 'half' });
  await bench.statusBar.filter({ hasText: 'dev: 1 pending' }).waitFor();
});
