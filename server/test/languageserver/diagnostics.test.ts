import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Range } from 'vscode-languageserver-protocol';
import { configuration, startClient } from './client.ts';
import { files, first } from './unreachable.ts';

describe('E1 diagnostics', () => {
  test('the files of a workspace are looked at without being opened', async () => {
    const client = await startClient({
      ...files,
      'migrations/2_again.sql': first,
      'migrations/005_orphan.down.sql': 'select 1;',
      'migrations/0021_x_up.sql': 'select 1;',
      'migrations/006_latin.sql': new Uint8Array([0x2d, 0x2d, 0x20, 0xe9, 0x0a]),
      'migrations/007_begin.sql':
        '-- migrate:up\nselect 1;\nCOMMIT;\nselect 2;\n-- migrate:down\nselect 1;\n',
    });
    await client.until('migrations/2_again.sql', (all) =>
      all.some(({ code }) => code === 'duplicate-version'),
    );
    await client.until('migrations/005_orphan.down.sql', (all) =>
      all.some(({ code }) => code === 'orphan-down'),
    );
    await client.until('migrations/0021_x_up.sql', (all) => all.some(({ code }) => code === 'bad-file-name'));
    await client.until('migrations/006_latin.sql', (all) => all.some(({ code }) => code === 'not-utf8'));
    const control = await client.until('migrations/007_begin.sql', (all) =>
      all.some(({ code }) => code === 'transaction-control'),
    );
    expect(control.find(({ code }) => code === 'transaction-control')!.range).toEqual({
      start: { line: 2, character: 0 },
      end: { line: 2, character: 6 },
    });
  });

  test.each<[string, string, string | Uint8Array, Range, string]>([
    [
      'lines that end in CRLF',
      'postgres://x/y',
      '-- migrate:up\r\nSELECT 1;\r\nSELEC 2;\r\n',
      { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } },
      'SELEC',
    ],
    [
      'emoji and surrogate pairs',
      'postgres://x/y',
      "-- migrate:up\nSELECT '🙂é', 1 FORM t WHEER;\n",
      { start: { line: 1, character: 21 }, end: { line: 1, character: 22 } },
      '"t"',
    ],
    [
      'SQLite',
      'sqlite:app.db',
      "-- migrate:up\nSELECT '🙂';\nCREATE TABEL x (id int);\n",
      { start: { line: 2, character: 7 }, end: { line: 2, character: 12 } },
      'TABEL',
    ],
    [
      'a byte order mark',
      'postgres://x/y',
      '\ufeff-- migrate:up\nSELEC 1;\n',
      { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
      'SELEC',
    ],
  ])('positions are right with %s', async (_what, url, text, range, word) => {
    const client = await startClient({
      'migrate.config.json': configuration({ dev: url }),
      'migrations/001_x.sql': text,
    });
    client.open('migrations/001_x.sql', String(text));
    const found = await client.until('migrations/001_x.sql', (all) =>
      all.some(({ code }) => code === 'syntax-error'),
    );
    const syntax = found.filter(({ code }) => code === 'syntax-error');
    expect(syntax).toHaveLength(1);
    expect(syntax[0]).toMatchObject({ range, severity: 1 });
    expect(syntax[0]!.message).toContain(word);
  });

  test('one syntax error silences nothing else', async () => {
    const client = await startClient(files);
    client.open(
      'migrations/002_name.sql',
      '-- migrate:up\nSELEC 1;\nSELECT 2;\nCRATE TABLE x (a int);\nCOMMIT;\n',
    );
    const wanted = (client_: readonly { code?: unknown }[]) =>
      client_.filter(({ code }) => code === 'syntax-error').length === 2;
    const found = await client.until('migrations/002_name.sql', wanted);
    expect(found.map(({ code, range }) => [code, range.start.line])).toEqual(
      expect.arrayContaining([
        ['syntax-error', 1],
        ['syntax-error', 3],
        ['transaction-control', 4],
        ['missing-down', 0],
      ]),
    );
  });

  test.each([
    ['a database whose grammar is not at hand', { dev: 'mysql://x/y' }],
    ['databases of two products', { dev: 'postgres://x/y', other: 'sqlite:app.db' }],
  ])('nothing is guessed for %s', async (_what, environments) => {
    const client = await startClient({
      'migrate.config.json': JSON.stringify({ environments }),
      'migrations/001_x.sql': first,
    });
    client.open('migrations/001_x.sql', '-- migrate:up\nSELEC 1;\n');
    await client.until('migrations/001_x.sql', (all) => all.some(({ code }) => code === 'missing-down'));
    client.change('migrations/001_x.sql', '-- migrate:up\nSELEC 1;\n-- migrate:down\nSELEC 2;\n');
    expect(await client.until('migrations/001_x.sql', (all) => all.length === 0)).toEqual([]);
  });

  test('unsaved text counts, and no more when the document is closed', async () => {
    const client = await startClient(files);
    client.open('migrations/001_users.sql', '-- migrate:wrong\n-- migrate:up\nselect 1;\n');
    await client.until('migrations/001_users.sql', (all) =>
      all.some(({ code }) => code === 'unknown-directive'),
    );
    client.close('migrations/001_users.sql');
    await client.until('migrations/001_users.sql', (all) => all.length === 0);
  });

  test('a document that is not on disk yet is looked at', async () => {
    const client = await startClient(files);
    client.open('migrations/002_other.sql', first);
    await client.until('migrations/002_other.sql', (all) =>
      all.some(({ code }) => code === 'duplicate-version'),
    );
    client.close('migrations/002_other.sql');
    await client.until('migrations/002_other.sql', (all) => all.length === 0);
  });

  test('files that come, go and are renamed are followed', async () => {
    const client = await startClient(files);
    client.write({ 'migrations/002_twice.sql': first });
    await client.until('migrations/002_twice.sql', (all) =>
      all.some(({ code }) => code === 'duplicate-version'),
    );
    client.write({ 'migrations/002_twice.sql': null, 'migrations/004_once.sql': first });
    await client.until('migrations/002_twice.sql', (all) => all.length === 0);
    await client.until('migrations/004_once.sql', (all) => all.some(({ code }) => code === 'version-gap'));
    client.write({ 'migrations/001_users.sql': null });
    await client.until('migrations/002_name.sql', (all) =>
      all.some(({ code }) => code === 'unknown-dependency'),
    );
    client.write({ 'migrations/001_users.sql': first });
    await client.until('migrations/002_name.sql', (all) => all.length === 0);
    rmSync(join(client.folder, 'migrations'), { recursive: true });
    client.write({ migrations: null });
    await client.until('migrations/004_once.sql', (all) => all.length === 0);
    expect((await client.project()).directoryExists).toBe(false);
    client.write({ 'migrations/001_users.sql': '-- migrate:up\nselect 1;\n' });
    await client.until('migrations/001_users.sql', (all) => all.some(({ code }) => code === 'missing-down'));
  });

  test('without a client that watches, the server does', async () => {
    const client = await startClient(files);
    await client.project();
    const { writeFileSync } = await import('node:fs');
    const changed = client.until('migrations/003_more.sql', (all) =>
      all.some(({ code }) => code === 'missing-down'),
    );
    writeFileSync(join(client.folder, 'migrations/003_more.sql'), '-- migrate:up\nselect 1;\n');
    await changed;
  });

  test('a broken configuration is told at its place, and its files are still looked at', async () => {
    const client = await startClient({
      ...files,
      'migrate.config.json': '{ "environments": { "dev": 3 }, "wrong": 1 }',
    });
    const found = await client.until('migrate.config.json', (all) => all.length > 0);
    expect(found.map(({ code, range }) => [code, range.start])).toEqual([
      ['config-invalid', { line: 0, character: 27 }],
      ['config-invalid', { line: 0, character: 32 }],
    ]);
    expect((await client.project()).problem).toMatchObject({ code: 'config-invalid' });
    client.open('migrations/002_name.sql', '-- migrate:wrong\n');
    await client.until('migrations/002_name.sql', (all) =>
      all.some(({ code }) => code === 'unknown-directive'),
    );
    client.open('migrate.config.json', '{ "environments": ');
    await client.until(
      'migrate.config.json',
      (all) => all.length === 1 && String(all[0]!.message).includes('JSON'),
    );
    client.write({ 'migrate.config.json': files['migrate.config.json'] });
    client.change('migrate.config.json', files['migrate.config.json']);
    await client.until('migrate.config.json', (all) => all.length === 0);
    expect(await client.project()).toMatchObject({ activeEnvironment: 'dev', problem: null });
  });
});
