import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Editor, startEditor } from './workbench.ts';
import { fixture } from './workspace.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor({
    trust: true,
    settings: {
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.untrustedFiles': 'open',
      'migrate.connectAutomatically': true,
    },
  });
});
afterAll(() => editor.close());

test('E7 in an untrusted workspace findings are shown and nothing connects, until it is trusted', async () => {
  const workspace = fixture('playground');
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/004_seed_first_user.sql')]);
  await bench.squiggle('warning').waitFor();
  await bench.showMigrations();
  const sidebar = bench.page.locator('.sidebar');
  await sidebar.getByText('This workspace is not trusted').waitFor();
  expect(await bench.page.locator('.codelens-decoration a').count()).toBe(0);
  await bench.shot('untrusted');

  await sidebar.locator('.monaco-button').filter({ hasText: 'Manage Workspace Trust' }).click();
  await bench.page
    .locator('.workspace-trust-editor .monaco-button')
    .filter({ hasText: /^Trust/ })
    .first()
    .click();
  // The setting that connects by itself is heeded from now on.
  await bench.statusBar.filter({ hasText: 'dev: 5 pending' }).waitFor();
  await bench.treeRow('Pending').waitFor();
  expect(workspace.list('.')).not.toContain('dev.db');
});
