import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { query, sql } from '../../server/test/servers/rawQuery.ts';
import { startServer } from '../../server/test/servers/servers.ts';
import type { TestServer } from '../../server/test/servers/testServer.ts';
import { type Editor, startEditor } from './workbench.ts';
import { configuration, workspaceOf } from './workspace.ts';

// A shop on PostgreSQL, from its files to what the README shows. `npm run pictures` keeps what is seen here as images/readme.

let editor: Editor;
let server: TestServer;
beforeAll(async () => {
  server = await startServer('postgres18', { runDirectory: inject('runDirectory') });
  editor = await startEditor({
    picture: { width: 1120, height: 660 },
    settings: {
      'workbench.colorTheme': 'Default Dark Modern',
      'workbench.layoutControl.enabled': false,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the editor writes its variables.
      'window.title': '${activeEditorShort} — shop',
      'breadcrumbs.enabled': false,
      'editor.fontSize': 13,
      'editor.lineHeight': 20,
    },
  });
});
afterAll(async () => {
  await editor.close();
  await server.stop();
});

const files = {
  'schema.sql':
    'CREATE TABLE users (\n  id bigint PRIMARY KEY,\n  email text NOT NULL,\n  full_name text\n);\n\nCREATE TABLE orders (\n  id bigint PRIMARY KEY,\n  user_id bigint NOT NULL REFERENCES users (id),\n  total numeric(12, 2) NOT NULL DEFAULT 0\n);\n',
  'migrations/001_create_users.sql':
    '-- migrate:up\nCREATE TABLE users (\n  id bigint PRIMARY KEY,\n  email text NOT NULL,\n  name text\n);\n\n-- migrate:down\nDROP TABLE users;\n',
  'migrations/002_create_orders.sql':
    '-- migrate:up\nCREATE TABLE orders (\n  id bigint PRIMARY KEY,\n  user_id bigint NOT NULL REFERENCES users (id),\n  total numeric(12, 2) NOT NULL\n);\n\n-- migrate:down\nDROP TABLE orders;\n',
  'migrations/003_orders_note.sql':
    '-- migrate:up\nALTER TABLE orders ADD COLUMN note text;\n\n-- migrate:down\nALTER TABLE orders DROP COLUMN note;\n',
  'migrations/004_find_orders.sql':
    '-- migrate:up\n-- Orders are looked up by customer on every page.\nCREATE INDEX orders_by_user ON orders (user_id);\nALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;\n\n-- migrate:down\nALTER TABLE orders ALTER COLUMN total DROP DEFAULT;\nDROP INDEX orders_by_user;\n',
  'migrations/005_create_payments.sql':
    '-- migrate:up\nCREATE TABLE payments (\n  id bigint PRIMARY KEY,\n  order_id bigint NOT NULL REFERENCES orders (id)\n);\n\n-- migrate:down\nDROP TABLE payments;\n',
};

test('E1 E3 E4 E6 the tour of the README: states, a finding, a preview, what was applied, a generated migration', async () => {
  await sql(server.url, 'create database shop');
  const url = new URL(server.url);
  url.pathname = '/shop';
  const workspace = workspaceOf({
    'migrate.config.json': configuration(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the configuration names a variable.
      { dev: url.href, live: { database: '${env:LIVE_URL}', production: true } },
      { schemaFile: 'schema.sql', defaultEnvironment: 'dev' },
    ),
    ...files,
  });
  const bench = await editor.open(workspace.folder, [workspace.path('migrations/003_orders_note.sql')]);
  await bench.showMigrations();
  await bench.clickLens('Connect to dev');
  await bench.clickLens('Apply 3 to dev');
  await bench.lens('Roll back from dev').waitFor();
  expect((await query(url.href, 'select version from schema_migrations')).length).toBe(3);

  await bench.treeRow('004_find_orders').click();
  await bench.lens('Apply to dev').waitFor();
  await bench.squiggle('warning').waitFor();
  await bench.run('Problems: Focus on Problems View');
  await bench.page
    .locator('.markers-panel .monaco-list-row')
    .filter({ hasText: 'CONCURRENTLY' })
    .first()
    .waitFor();
  await bench.picture('migrations');
  await bench.run('View: Hide Panel');

  await bench.treeRow('005_create_payments').click();
  await bench.clickLens('Preview');
  const comparison = bench.page.locator('.multiDiffEntry');
  await comparison.filter({ hasText: 'What runs' }).filter({ hasText: 'CREATE TABLE payments' }).waitFor();
  await comparison.filter({ hasText: 'Schema' }).filter({ hasText: 'payments' }).waitFor();
  await bench.picture('preview');
  await bench.run('View: Close All Editors');

  const edited = 'migrations/002_create_orders.sql';
  workspace.write(edited, workspace.read(edited).replace('NOT NULL\n);', 'NOT NULL DEFAULT 0\n);'));
  await bench.treeRow('Changed since applied').waitFor();
  await bench.treeRow('002_create_orders').click();
  await bench.clickLens('Compare with what was applied');
  await bench.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  await bench.picture('changed');
  workspace.write(edited, files[edited]);
  await bench.treeRow('Changed since applied').waitFor({ state: 'detached' });
  await bench.run('View: Close All Editors');

  await bench.run('Migrate: New Migration from a Schema Difference');
  await bench.pick('schema.sql');
  await bench.page.locator('.quick-input-widget').filter({ hasText: 'Rename users.name to' }).waitFor();
  await bench.picture('difference');
});
