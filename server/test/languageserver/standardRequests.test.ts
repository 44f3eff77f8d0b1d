import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
} from 'vscode-languageserver-protocol';
import { program, startClient } from './client.ts';
import { at, files, second } from './unreachable.ts';

describe('E9 every standard request over standard input and output', () => {
  const path = 'migrations/002_name.sql';
  test('hover', async () => {
    const client = await startClient(files);
    client.open(path, second);
    const table = await client.ask<Hover>('textDocument/hover', at(client, path, 2, 14));
    expect(JSON.stringify(table.contents)).toContain('table users');
    expect(table.range).toEqual({ start: { line: 2, character: 12 }, end: { line: 2, character: 17 } });
    expect(await client.ask('textDocument/hover', at(client, path, 99, 99))).toBe(null);
  });

  test('completion', async () => {
    const client = await startClient(files);
    client.open(path, `${second}UPDATE us`);
    const items = await client.ask<CompletionItem[]>('textDocument/completion', at(client, path, 5, 9));
    expect(items.map(({ label, textEdit }) => [label, textEdit])).toContainEqual([
      'users',
      { range: { start: { line: 5, character: 7 }, end: { line: 5, character: 9 } }, newText: 'users' },
    ]);
  });

  test('outline and folding', async () => {
    const client = await startClient(files, {
      capabilities: { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
    });
    client.open(path, second);
    const textDocument = { uri: client.uri(path) };
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    expect(symbols.map(({ name, children }) => [name, children!.length])).toEqual([
      ['up', 1],
      ['down', 1],
    ]);
    const folds = await client.ask<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    expect(folds.map(({ startLine, endLine }) => [startLine, endLine])).toContainEqual([1, 2]);
  });

  test('definition and references', async () => {
    const client = await startClient(files);
    client.open(path, second);
    expect(await client.ask<Location>('textDocument/definition', at(client, path, 2, 14))).toEqual({
      uri: client.uri('migrations/001_users.sql'),
      range: { start: { line: 1, character: 13 }, end: { line: 1, character: 18 } },
    });
    const found = async (includeDeclaration: boolean) =>
      (
        await client.ask<Location[]>('textDocument/references', {
          ...at(client, path, 2, 14),
          context: { includeDeclaration },
        })
      ).map(({ uri, range }) => [uri.slice(-13), range.start.line]);
    expect(await found(true)).toEqual([
      ['001_users.sql', 1],
      ['001_users.sql', 3],
      ['/002_name.sql', 2],
      ['/002_name.sql', 4],
    ]);
    expect(await found(false)).toHaveLength(3);
  });

  test('inlay hints, inline completion, lenses', async () => {
    const client = await startClient(files);
    client.open(path, second);
    const textDocument = { uri: client.uri(path) };
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await client.ask<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
    expect(hints).toEqual([{ position: { line: 0, character: 23 }, label: 'users', paddingLeft: true }]);
    client.change(path, '-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\n');
    const ghost = await client.ask('textDocument/inlineCompletion', {
      ...at(client, path, 3, 0),
      context: { triggerKind: 1 },
    });
    expect(ghost).toEqual([
      {
        insertText: 'DROP TABLE a;',
        range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } },
      },
    ]);
    expect(await client.ask('textDocument/codeLens', { textDocument })).toMatchObject([
      { command: { title: 'Connect to dev', command: 'migrate.connect' } },
    ]);
  });

  test('what is off is not sent', async () => {
    const client = await startClient(files, {
      initializationOptions: { settings: { codeLens: false, inlayHints: false } },
    });
    client.open(path, second);
    const textDocument = { uri: client.uri(path) };
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    expect(await client.ask('textDocument/codeLens', { textDocument })).toEqual([]);
    expect(await client.ask('textDocument/inlayHint', { textDocument, range })).toEqual([]);
    client.notify('workspace/didChangeConfiguration', { settings: { migrate: { codeLens: true } } });
    expect(await client.ask('textDocument/codeLens', { textDocument })).toHaveLength(1);
  });

  test('a document that is no file, or no migration, is answered with nothing', async () => {
    const client = await startClient(files);
    for (const uri of [
      'untitled:Untitled-1',
      'git:/x/001_a.sql?x',
      'file:///elsewhere/001_a.sql',
      'file://%zz',
      client.uri('README.md'),
    ]) {
      client.notify('textDocument/didOpen', {
        textDocument: { uri, languageId: 'sql', version: 1, text: second },
      });
      expect(
        await client.ask('textDocument/hover', {
          textDocument: { uri },
          position: { line: 0, character: 0 },
        }),
      ).toBe(null);
      expect(await client.ask('textDocument/codeLens', { textDocument: { uri } })).toEqual([]);
    }
  });

  test.each([[['lsp', '--stdio']], [['lsp']]])('the command line starts it: migrate %s', async (command) => {
    const client = await startClient(files, { command: [join(dirname(program), 'cli.js'), ...command] });
    client.open(path, '-- migrate:wrong\n');
    await client.until(path, (all) => all.some(({ code }) => code === 'unknown-directive'));
  });

  test('a client that has the commands itself is told of none', async () => {
    const client = await startClient(files, { initializationOptions: { clientCommands: true } });
    expect(client.initialized.capabilities.executeCommandProvider).toBe(undefined);
  });
});
