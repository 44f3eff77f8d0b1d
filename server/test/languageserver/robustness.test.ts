import { array, assert, asyncProperty, constantFrom, nat, oneof, record, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Client, configuration, startClient } from './client.ts';

const base = '-- migrate:up\nCREATE TABLE users (id int, name text);\n\n-- migrate:down\nDROP TABLE users;\n';

/** Everything an editor asks about a document, at one place. */
const questions: readonly (readonly [string, (textDocument: object, position: object) => object])[] = [
  ['textDocument/hover', (textDocument, position) => ({ textDocument, position })],
  ['textDocument/completion', (textDocument, position) => ({ textDocument, position })],
  ['textDocument/definition', (textDocument, position) => ({ textDocument, position })],
  [
    'textDocument/references',
    (textDocument, position) => ({ textDocument, position, context: { includeDeclaration: true } }),
  ],
  ['textDocument/documentSymbol', (textDocument) => ({ textDocument })],
  ['textDocument/foldingRange', (textDocument) => ({ textDocument })],
  ['textDocument/codeLens', (textDocument) => ({ textDocument })],
  [
    'textDocument/inlineCompletion',
    (textDocument, position) => ({ textDocument, position, context: { triggerKind: 0 } }),
  ],
  [
    'textDocument/codeAction',
    (textDocument, position) => ({
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    }),
  ],
  [
    'textDocument/inlayHint',
    (textDocument, position) => ({
      textDocument,
      range: { start: { line: 0, character: 0 }, end: position },
    }),
  ],
];

/** Resolves when every question is answered; rejects when one is answered with an error, or never. */
const askAll = (client: Client, path: string, position: { line: number; character: number }) =>
  Promise.all(
    questions.map(([method, params]) => client.ask(method, params({ uri: client.uri(path) }, position))),
  );

const pieces = [
  'CREATE TABLE',
  'users',
  ' (',
  ');',
  ';',
  '\n',
  '\r\n',
  '\r',
  "'",
  '"',
  '`',
  '$$',
  '$tag$',
  '--',
  '-- migrate:up\n',
  '-- migrate:down\n',
  '-- migrate:requires 1, 2\n',
  '-- migrate:',
  '/*',
  '*/',
  'ALTER TABLE users ',
  'RENAME TO ',
  'ADD COLUMN ',
  'DROP COLUMN name',
  ',',
  '.',
  '\\',
  '🙂',
  'é',
  '\ud83d',
  '\u2028',
  '\0',
  '\ufeff',
  'DELIMITER //\n',
  'BEGIN',
  'END',
  'SELECT * FROM users u WHERE u.',
  '\t',
  ' ',
  '-- +goose Up\n',
  'COPY users FROM STDIN;\n',
  '\\.\n',
];

describe.each([
  ['PostgreSQL', 'postgres://x/y'],
  ['MySQL', 'mysql://x/y'],
  ['SQLite', 'sqlite:app.db'],
])('%s', (_name, url) => {
  test('E9 random edits leave no request unanswered, and the server alive', async () => {
    const client = await startClient({
      'migrate.config.json': configuration({ dev: url }),
      'migrations/001_users.sql': base,
      'migrations/002_next.up.sql': 'ALTER TABLE users ADD COLUMN x int;\n',
    });
    const path = 'migrations/001_users.sql';
    client.open(path, base);
    const text = oneof(
      string({ unit: 'binary', maxLength: 12 }),
      array(constantFrom(...pieces), { maxLength: 6 }).map((all) => all.join('')),
    );
    const edit = record({ line: nat(8), character: nat(40), length: nat(30), lines: nat(2), text });
    let version = 1;
    const told = (contentChanges: TextDocumentContentChangeEvent[]) =>
      client.notify('textDocument/didChange', {
        textDocument: { uri: client.uri(path), version: ++version },
        contentChanges,
      });
    await assert(
      asyncProperty(array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        // Each run begins with the same text, so that a failure can be found again.
        told([{ text: base }]);
        const editors = TextDocument.create(client.uri(path), 'sql', 0, base);
        for (const { line, character, length, lines, text: inserted } of edits) {
          const start = { line, character };
          const end = { line: line + lines, character: lines === 0 ? character + length : length };
          const change = { range: { start, end }, text: inserted };
          told([change]);
          TextDocument.update(editors, [change], version);
        }
        const { line, character } = edits[0]!;
        const answers = await askAll(client, path, { line, character });
        // What the edits came to in the server is what they came to in the editor.
        told([{ text: editors.getText() }]);
        expect(await askAll(client, path, { line, character })).toEqual(answers);
        await askAll(client, 'migrations/002_next.up.sql', { line: 0, character: 14 });
      }),
      { numRuns: 150 },
    );
    told([{ text: '-- migrate:wrong\n' }]);
    await client.until(path, (all) => all.some(({ code }) => code === 'unknown-directive'));
    expect(client.defects).toEqual([]);
  }, 300_000);
});

test.each<[string, string]>([
  ['nothing', ''],
  ['zero bytes', '\0\0\0'],
  ['a lone surrogate', '-- migrate:up\nSELECT \ud83d;\n'],
  ['an open quote', "-- migrate:up\nSELECT 'abc\n-- migrate:down\n"],
  ['an open comment', '-- migrate:up\n/* SELECT 1;\n-- migrate:down\n'],
  ['an open dollar quote', '-- migrate:up\nDO $$ BEGIN\n-- migrate:down\n'],
  ['a line of a million characters', `-- migrate:up\nSELECT '${'x'.repeat(1_000_000)}';\n`],
  ['fifty thousand statements', `-- migrate:up\n${'INSERT INTO users VALUES (1);\n'.repeat(50_000)}`],
  ['deep nesting', `-- migrate:up\nSELECT ${'('.repeat(30_000)}1${')'.repeat(30_000)};\n`],
  [
    'a table of ten thousand columns',
    `-- migrate:up\nCREATE TABLE wide (${Array.from({ length: 10_000 }, (_, i) => `c${i} int`).join(', ')});\n`,
  ],
])('E9 %s is survived', async (_what, text) => {
  const client = await startClient({
    'migrate.config.json': configuration({ dev: 'postgres://x/y' }),
    'migrations/001_users.sql': base,
  });
  client.open('migrations/001_users.sql', text);
  await askAll(client, 'migrations/001_users.sql', { line: 1, character: 9 });
  client.change('migrations/001_users.sql', '-- migrate:wrong\n');
  await client.until('migrations/001_users.sql', (all) =>
    all.some(({ code }) => code === 'unknown-directive'),
  );
  expect(client.defects).toEqual([]);
});

test('E9 the server ends with its client, and the engine with the server', async () => {
  const client = await startClient({
    'migrate.config.json': configuration({ dev: 'sqlite:app.db' }),
    'migrations/001_users.sql': base,
  });
  const { id } = await client.project();
  await client.request('switchback/connect', { project: id, environment: null });
  const { execFileSync } = await import('node:child_process');
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(client.processId)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/)
    .map(Number);
  expect(children).toHaveLength(1);
  process.kill(client.processId, 'SIGKILL');
  const alive = () => {
    try {
      process.kill(children[0]!, 0);
      return true;
    } catch {
      return false;
    }
  };
  await expect.poll(alive, { timeout: 20_000 }).toBe(false);
});
