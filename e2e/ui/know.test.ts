import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './workbench.ts';
import { configuration, workspaceOf } from './workspace.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

const single = (up: string, down: string) => `-- migrate:up\n${up}\n\n-- migrate:down\n${down}`;
const users = single(
  `CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);\nINSERT INTO users VALUES (1, 'ann@example.org');`,
  'DROP TABLE users;\n',
);
const good = single('ALTER TABLE users ADD COLUMN phone TEXT;', 'ALTER TABLE users DROP COLUMN phone;\n');
const workspace = (files: Readonly<Record<string, string>>) =>
  workspaceOf({
    'migrate.config.json': configuration({ dev: { database: 'sqlite:dev.db' } }),
    'migrations/001_users.sql': users,
    ...files,
  });

test('what only the database knows is squiggled at its word, and goes when it is mended', async () => {
  const file = 'migrations/002_index.sql';
  const { folder, path, list } = workspace({
    [file]: single('CREATE INDEX users_mail ON users (mail);', 'DROP INDEX users_mail;\n'),
  });
  const bench = await editor.open(folder, [path(file)]);
  await bench.squiggle('error').waitFor();
  await bench.run('Problems: Focus on Problems View');
  await bench.page
    .locator('.markers-panel .monaco-list-row')
    .filter({ hasText: 'no such column: mail' })
    .filter({ hasText: '[Ln 2, Col 35]' })
    .waitFor();
  await bench.shot('check-squiggle');
  await bench.replaceText(single('CREATE INDEX users_mail ON users (email);', 'DROP INDEX users_mail;\n'));
  await bench.squiggle('error').waitFor({ state: 'detached' });
  expect(list('.')).not.toContain('dev.db');
});

test('a rule is squiggled, and its quick fix takes it away', async () => {
  const file = 'migrations/002_down.sql';
  const { folder, path } = workspace({ [file]: '-- migrate:up\nDROP TABLE users;\n' });
  const bench = await editor.open(folder, [path(file)]);
  await bench.squiggle('warning').waitFor();
  await bench.page.locator('.view-lines .view-line').first().click();
  await bench.page.keyboard.press('Control+Home');
  await bench.page.keyboard.press('Control+.');
  const fix = bench.page
    .locator('.action-widget .monaco-list-row')
    .filter({ hasText: 'Write the down section from the up section' })
    .first();
  await fix.waitFor();
  await bench.shot('quick-fix');
  await fix.click();
  await expect
    .poll(() => bench.editorText(), { timeout: 30_000 })
    .toContain('The rows of users are gone: it comes back empty.');
});

test('every migration is a test: what does not come back is shown as a difference of schemas', async () => {
  const { folder, path, list } = workspace({
    'migrations/002_phone.sql': good,
    'migrations/003_pets.sql': single(
      'CREATE TABLE pets (id INTEGER PRIMARY KEY);\nCREATE INDEX users_email ON users (email);',
      'DROP TABLE pets;\n',
    ),
    'migrations/004_toys.sql': single('CREATE TABLE toys (id INTEGER PRIMARY KEY);', 'DROP TABLE tyos;\n'),
  });
  const bench = await editor.open(folder, [path('migrations/003_pets.sql')]);
  // The open file has its icon before anybody looks at the tests.
  const icon = bench.page.locator('.glyph-margin-widgets .testing-run-glyph');
  await icon.first().waitFor();
  await bench.run('Test: Run All Tests');
  const row = (text: string) =>
    bench.page.locator('.test-explorer .monaco-list-row').filter({ hasText: text });
  await bench.run('Testing: Focus on Test Explorer View');
  const project = bench.page.locator('.test-explorer .monaco-list-row[aria-level="1"]').first();
  await project.click();
  await bench.page.keyboard.press('ArrowRight');
  await row('001_users').locator('.codicon-testing-passed-icon').waitFor();
  await row('002_phone').locator('.codicon-testing-passed-icon').waitFor();
  await row('003_pets').locator('.codicon-testing-failed-icon').waitFor();
  await row('004_toys').locator('.codicon-testing-failed-icon').waitFor();
  await bench.shot('test-explorer');
  expect(list('.')).not.toContain('dev.db');

  await row('003_pets').dblclick();
  const peek = bench.page.locator('.test-output-peek, .monaco-editor .zone-widget');
  await peek.first().waitFor();
  await peek.filter({ hasText: 'users_email' }).first().waitFor();
  await bench.shot('test-difference');
});

test('the down is offered as ghost text while its section is empty, and Tab takes it', async () => {
  const file = 'migrations/002_ghost.sql';
  const { folder, path } = workspace({
    [file]: single('ALTER TABLE users ADD COLUMN phone TEXT;\nCREATE TABLE pets (id INTEGER);', ''),
  });
  const bench = await editor.open(folder, [path(file)]);
  await bench.squiggle('warning').waitFor();
  await bench.page.locator('.view-lines .view-line').last().click();
  await bench.page.keyboard.press('Control+End');
  await bench.page.keyboard.press('Enter');
  // What is offered is drawn in pieces, one per colour.
  const ghost = bench.page.locator('.monaco-editor [class*="ghost-text"]');
  const offered = async () => (await ghost.allTextContents()).join('').replaceAll('\u00a0', ' ');
  await expect.poll(offered, { timeout: 30_000 }).toContain('DROP TABLE pets;');
  await bench.shot('ghost-text');
  await bench.page.keyboard.press('Tab');
  await expect
    .poll(() => bench.editorText())
    .toContain('DROP TABLE pets;\nALTER TABLE users DROP COLUMN phone;');
  await bench.page.keyboard.press('Control+s');
});

test('the schemas of any two versions stand side by side', async () => {
  const { folder, path } = workspace({
    'migrations/002_phone.sql': good,
    'migrations/003_index.sql': single(
      'CREATE UNIQUE INDEX users_email ON users (email);',
      'DROP INDEX users_email;\n',
    ),
  });
  const bench = await editor.open(folder, [path('migrations/002_phone.sql')]);
  await bench.lens('Connect to dev').waitFor();
  await bench.run('Migrate: Compare Schema With…');
  await bench.pick('001_users');
  await bench.pick('003_index');
  await bench.tab('Schema: 001_users ↔ 003_index').waitFor();
  const added = bench.page.locator('.monaco-diff-editor .editor.modified .view-line');
  await added.filter({ hasText: 'phone' }).waitFor();
  await added.filter({ hasText: 'users_email' }).waitFor();
  await bench.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  await bench.shot('compare-schemas');
});
