import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Range,
} from 'vscode-languageserver-protocol';
import { type Client, configuration, problemOf, program, startClient } from './client.ts';

const first = '-- migrate:up\nCREATE TABLE users (id int);\n-- migrate:down\nDROP TABLE users;\n';
const second =
  '-- migrate:requires 001\n-- migrate:up\nALTER TABLE users ADD COLUMN name text;\n-- migrate:down\nALTER TABLE users DROP COLUMN name;\n';
const files = {
  'migrate.config.json': configuration({ dev: 'postgres://ann@nowhere.invalid/app' }),
  'migrations/001_users.sql': first,
  'migrations/002_name.sql': second,
};
const fileEdits = {
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'] as ('create' | 'rename' | 'delete')[],
    },
  },
};

const variable = (name: string) => `\${env:${name}}`;
const at = (client: Client, path: string, line: number, character: number) => ({
  textDocument: { uri: client.uri(path) },
  position: { line, character },
});

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

describe('E7 an untrusted workspace', () => {
  test('connects to nothing and runs nothing, and its files are still looked at', async () => {
    const client = await startClient(
      {
        ...files,
        'migrate.config.json': configuration({ dev: 'sqlite:app.db' }),
        'migrations/003_x.sql': '-- migrate:wrong\n',
      },
      { initializationOptions: { trusted: false } },
    );
    const { id } = await client.project();
    await client.until('migrations/003_x.sql', (all) => all.some(({ code }) => code === 'unknown-directive'));
    client.open('migrations/001_users.sql', first);
    expect(
      await client.ask('textDocument/codeLens', {
        textDocument: { uri: client.uri('migrations/001_users.sql') },
      }),
    ).toEqual([]);
    expect(await client.request('switchback/connect', { project: id, environment: null })).toMatchObject({
      connection: 'disconnected',
      problem: { code: 'untrusted' },
    });
    const request = { project: id, environment: null, command: 'up' } as const;
    expect(await problemOf(client.request('switchback/plan', request))).toMatchObject({ code: 'untrusted' });
    expect(await problemOf(client.request('switchback/run', { ...request, run: '1' }))).toMatchObject({
      code: 'untrusted',
    });
    expect(
      await problemOf(client.request('switchback/dump', { project: id, environment: null })),
    ).toMatchObject({ code: 'untrusted' });
    client.notify('switchback/trust', { trusted: true });
    client.write({ 'migrations/003_x.sql': null });
    expect(await client.request('switchback/connect', { project: id, environment: null })).toMatchObject({
      connection: 'connected',
    });
    expect(await client.request('switchback/run', { ...request, command: 'init', run: '1' })).toMatchObject({
      problem: null,
    });
  });

  test('opening files connects to nothing, unless the setting says so, and never to production', async () => {
    const client = await startClient({
      ...files,
      'migrate.config.json': configuration({ dev: 'sqlite:dev.db' }),
    });
    client.open('migrations/001_users.sql', first);
    await client.ask('textDocument/codeLens', {
      textDocument: { uri: client.uri('migrations/001_users.sql') },
    });
    expect((await client.project()).environments[0]).toMatchObject({ connection: 'disconnected' });

    const settings = { connectAutomatically: true };
    const eager = await startClient(
      { ...files, 'migrate.config.json': configuration({ dev: 'sqlite:dev.db' }) },
      { initializationOptions: { settings } },
    );
    await eager.notification('switchback/changed', ({ what }: { what: string }) => what === 'history');
    expect((await eager.project()).environments[0]).toMatchObject({ connection: 'connected' });

    const careful = await startClient(
      { ...files, 'migrate.config.json': configuration({ prod: 'sqlite:prod.db' }) },
      { initializationOptions: { settings } },
    );
    expect((await careful.project()).environments[0]).toMatchObject({
      connection: 'disconnected',
      production: true,
    });
  });
});

describe('projects', () => {
  test('E5 environments are listed without passwords, and switched', async () => {
    const client = await startClient({
      ...files,
      '.env': 'SECRET=pa55\n',
      'migrate.config.json': configuration({
        dev: 'postgres://ann:pa55@h/a',
        other: { database: 'sqlite:o.db', migrations: 'more' },
        late: `mysql://${variable('NOT_SET')}/x`,
        dotted: `postgres://ann:${variable('SECRET')}@h/b`,
      }),
      'more/001_x.sql': first,
    });
    const project = await client.project();
    expect(
      project.environments.map(({ name, location, problem }) => [name, location, problem?.code ?? null]),
    ).toEqual([
      ['dev', 'postgres://ann@h/a', null],
      ['other', 'sqlite:o.db', null],
      ['late', null, 'variable-missing'],
      ['dotted', 'postgres://ann@h/b', null],
    ]);
    expect(client.received.join()).not.toContain('pa55');
    const other = await client.request('switchback/selectEnvironment', {
      project: project.id,
      environment: 'other',
    });
    expect(other).toMatchObject({ activeEnvironment: 'other', directory: client.uri('more') });
    const status = await client.request('switchback/status', { project: project.id, environment: null });
    expect(status.migrations.map(({ id, state }) => [id, state])).toEqual([['001_x', 'unknown']]);
    expect(
      await problemOf(
        client.request('switchback/selectEnvironment', { project: project.id, environment: 'nowhere' }),
      ),
    ).toMatchObject({ code: 'unknown-environment' });
    expect(
      await client.request('switchback/connect', { project: project.id, environment: 'late' }),
    ).toMatchObject({ problem: { code: 'variable-missing' } });
  });

  test('several folders and configurations are several projects', async () => {
    const client = await startClient({
      'a/migrate.config.json': configuration({ dev: 'sqlite:a.db' }),
      'a/migrations/001_x.sql': first,
      'b/c/migrate.config.json': configuration({ dev: 'sqlite:b.db' }),
      'node_modules/d/migrate.config.json': '{}',
    });
    const names = async () => (await client.request('switchback/projects', null)).map(({ name }) => name);
    expect(await names()).toEqual(['a', 'c']);
    const changed = client.notification(
      'switchback/changed',
      ({ what }: { what: string }) => what === 'projects',
    );
    client.write({ 'e/migrate.config.json': '{}' });
    await changed;
    expect(await names()).toEqual(['a', 'c', 'e']);
  });

  test('folders of the workspace come and go', async () => {
    const client = await startClient(
      { 'migrate.config.json': '{}', 'later/x/migrations/001_x.sql': '-- migrate:wrong\n' },
      { capabilities: { workspace: { workspaceFolders: true } } },
    );
    const folder = { uri: client.uri('later/x'), name: 'x' };
    const names = async () => (await client.request('switchback/projects', null)).map(({ name }) => name);
    const change = async (event: object) => {
      const changed = client.notification(
        'switchback/changed',
        ({ what }: { what: string }) => what === 'projects',
      );
      client.notify('workspace/didChangeWorkspaceFolders', { event });
      await changed;
      return names();
    };
    expect(await names()).toHaveLength(1);
    expect(await change({ added: [folder], removed: [] })).toHaveLength(2);
    await client.until('later/x/migrations/001_x.sql', (all) => all.length > 0);
    expect(await change({ added: [], removed: [folder] })).toHaveLength(1);
    await client.until('later/x/migrations/001_x.sql', (all) => all.length === 0);
  });

  test('a folder with migrations and no configuration is a project; DATABASE_URL is its environment', async () => {
    const client = await startClient(
      { 'migrations/001_x.sql': first },
      { environment: { DATABASE_URL: 'sqlite:x.db' } },
    );
    expect(await client.project()).toMatchObject({
      configuration: null,
      activeEnvironment: 'DATABASE_URL',
      environments: [{ location: 'sqlite:x.db' }],
    });
  });

  test('an empty folder has no project, and gets one with its configuration', async () => {
    const client = await startClient({ 'README.md': '' });
    expect(await client.request('switchback/projects', null)).toEqual([]);
    const changed = client.notification(
      'switchback/changed',
      ({ what }: { what: string }) => what === 'projects',
    );
    client.write({ 'migrate.config.json': '{}' });
    await changed;
    expect(await client.project()).toMatchObject({
      activeEnvironment: null,
      directoryExists: false,
      environments: [],
    });
  });

  test('E5 copy as command line', async () => {
    const client = await startClient({
      ...files,
      'migrate.config.json': configuration({ 'my env': 'sqlite:a.db' }),
    });
    const { id: project } = await client.project();
    const line = (request: object) =>
      client.request('switchback/commandLine', { project, environment: null, command: 'up', ...request });
    expect(await line({ to: '002' })).toBe("migrate up --to 002 --env 'my env'");
    expect(await line({ command: 'down', count: 2, force: true })).toBe(
      "migrate down 2 --force --env 'my env'",
    );
    expect(await line({ command: 'baseline', to: '1' })).toBe("migrate baseline 1 --env 'my env'");
  });

  test('E11 the schema at a version, and everything that is wrong', async () => {
    const client = await startClient({ ...files, 'migrations/003_x.sql': '-- migrate:up\nSELEC 1;\n' });
    const { id: project } = await client.project();
    // The built-in PostgreSQL has replayed it; what does not run is read as far as it goes.
    expect((await client.request('switchback/schemaAt', { project, version: '1' })).text).toBe(
      'CREATE TABLE users (\n    id integer\n);\n',
    );
    expect((await client.request('switchback/schemaAt', { project, version: null })).text).toMatch(
      /^-- [^\n]*003_x[^\n]*\n-- Read from the files alone[^\n]*\n\nCREATE TABLE users \([^;]*name text/,
    );
    expect(await problemOf(client.request('switchback/schemaAt', { project, version: '77' }))).toMatchObject({
      code: 'unknown-version',
    });
    const { problems } = await client.request('switchback/verify', { project, environment: null });
    expect(problems.map(({ code, line, uri }) => [code, line, uri])).toEqual([
      ['missing-down', 1, client.uri('migrations/003_x.sql')],
      ['syntax-error', 2, client.uri('migrations/003_x.sql')],
    ]);
  });

  test('a request about nothing is refused with a sentence', async () => {
    const client = await startClient(files);
    expect(
      await problemOf(client.request('switchback/status', { project: 'nothing', environment: null })),
    ).toMatchObject({ code: 'config-missing' });
    expect(await problemOf(client.ask('switchback/status', { nonsense: 1 }))).toMatchObject({
      code: 'config-missing',
    });
    expect(await problemOf(client.ask('switchback/run', undefined))).toHaveProperty('message');
    expect(await client.ask('switchback/projects', undefined)).toHaveLength(1);
  });
});
