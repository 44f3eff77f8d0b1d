import { describe, expect, test } from 'vitest';
import type { CodeAction, Range } from 'vscode-languageserver-protocol';
import { type Client, startClient } from './client.ts';
import { fileEdits, files } from './unreachable.ts';

describe('E2 fixes over the wire', () => {
  const actions = async (client: Client, path: string, range: Range) =>
    client.ask<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(path) },
      range,
      context: { diagnostics: client.diagnostics(path) },
    });
  const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

  test('rename, create and renumber are steps of files', async () => {
    const client = await startClient(
      {
        ...files,
        'migrations/0021_x_up.sql': 'select 1;',
        'migrations/003_pair.up.sql': 'CREATE TABLE p (id int);\r\n',
      },
      { capabilities: fileEdits },
    );
    await client.until('migrations/0021_x_up.sql', (all) => all.length > 0);
    await client.until('migrations/003_pair.up.sql', (all) => all.length > 0);
    expect(await actions(client, 'migrations/0021_x_up.sql', top)).toMatchObject([
      {
        isPreferred: true,
        edit: {
          documentChanges: [
            {
              kind: 'rename',
              oldUri: client.uri('migrations/0021_x_up.sql'),
              newUri: client.uri('migrations/0021_x.up.sql'),
            },
          ],
        },
      },
    ]);
    const [first] = await actions(client, 'migrations/003_pair.up.sql', top);
    expect(first).toMatchObject({
      edit: {
        documentChanges: [
          { kind: 'create', uri: client.uri('migrations/003_pair.down.sql') },
          { edits: [{ newText: 'DROP TABLE p;\r\n' }] },
        ],
      },
      diagnostics: [{ code: 'missing-down' }],
    });
  });

  test('a client that can only edit texts gets no other edits', async () => {
    const client = await startClient({
      ...files,
      'migrations/0021_x_up.sql': 'select 1;',
      'migrations/003_one.sql': '-- migrate:up\nCREATE TABLE p (id int);\n',
    });
    await client.until('migrations/0021_x_up.sql', (all) => all.length > 0);
    expect(await actions(client, 'migrations/0021_x_up.sql', top)).toEqual([]);
    await client.until('migrations/003_one.sql', (all) => all.length > 0);
    const end = { line: 2, character: 0 };
    expect(await actions(client, 'migrations/003_one.sql', top)).toMatchObject([
      {
        edit: {
          changes: {
            [client.uri('migrations/003_one.sql')]: [
              { range: { start: end, end }, newText: '\n-- migrate:down\nDROP TABLE p;\n' },
            ],
          },
        },
      },
    ]);
  });
});
