import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { sql } from '../../server/test/servers/rawQuery.ts';
import { startServer } from '../../server/test/servers/servers.ts';
import type { TestServer } from '../../server/test/servers/testServer.ts';
import { type Editor, startEditor } from './workbench.ts';
import { configuration, workspaceOf } from './workspace.ts';

let editor: Editor;
let server: TestServer;
beforeAll(async () => {
  server = await startServer('postgres18', { runDirectory: inject('runDirectory') });
  editor = await startEditor({ settings: { 'migrate.hazardRows': 5 } });
});
afterAll(async () => {
  await editor.close();
  await server.stop();
});

test('on PostgreSQL with a scratch server: the squiggle, what a statement locks and rewrites, and the tests', async () => {
  await sql(server.url, 'CREATE DATABASE know');
  const url = new URL(server.url);
  url.pathname = '/know';
  await sql(url.href, 'CREATE TABLE users (id integer PRIMARY KEY, age integer)');
  await sql(url.href, 'INSERT INTO users SELECT generate_series(1, 1200)');
  await sql(url.href, 'ANALYZE users');
  const file = 'migrations/002_age.sql';
  const text = (type: string) =>
    `-- migrate:up\nALTER TABLE users ALTER COLUMN age TYPE ${type};\n\n-- migrate:down\nALTER TABLE users ALTER COLUMN age TYPE integer;\n`;
  const { folder, path } = workspaceOf({
    'migrate.config.json': configuration({ dev: { database: url.href, scratch: server.url } }),
    'migrations/001_users.sql':
      '-- migrate:up\nCREATE TABLE users (id integer PRIMARY KEY, age integer);\n\n-- migrate:down\nDROP TABLE users;\n',
    [file]: text('biginteger'),
  });
  const bench = await editor.open(folder, [path(file)]);
  await bench.squiggle('error').waitFor();
  await bench.run('Problems: Focus on Problems View');
  await bench.page
    .locator('.markers-panel .monaco-list-row')
    .filter({ hasText: 'type "biginteger" does not exist' })
    .waitFor();
  await bench.replaceText(text('bigint'));
  await bench.save();
  await bench.squiggle('error').waitFor({ state: 'detached' });
  await bench.clickLens('Connect to dev');
  await expect
    .poll(() => bench.editorText(), { timeout: 30_000 })
    .toMatch(/AccessExclusive on users · rewrites the table · about 1\.2.K rows/);
  await bench.shot('measured-hazard');
  await bench.run('Test: Run All Tests');
  await bench.page.locator('.glyph-margin-widgets .codicon-testing-passed-icon').first().waitFor();
});
