import { expect, test } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { type Client, configuration, startClient } from './client.ts';

const count = 10_000;
const version = (index: number) => String(20_240_101_000_000 + index);
const nameOf = (index: number) => `migrations/${version(index)}_table_${index}.sql`;
const textOf = (index: number) =>
  `-- migrate:up\nCREATE TABLE table_${index} (id int PRIMARY KEY, name text);\n\n-- migrate:down\nDROP TABLE table_${index};\n`;

const filesOf = (some: number): Record<string, string> => ({
  'migrate.config.json': configuration({ dev: 'postgres://x/y' }),
  ...Object.fromEntries(Array.from({ length: some }, (_, index) => [nameOf(index), textOf(index)])),
});

/** Opens the migration of that number when every file has been looked at. */
async function openAmongAll(client: Client, index: number): Promise<void> {
  client.open(nameOf(index), textOf(index));
  // The last file has been looked at when all have.
  client.write({ 'migrations/99999999999999_x.sql': '-- migrate:up\nselect 1;\n' });
  await client.until('migrations/99999999999999_x.sql', (all) => all.length > 0);
}

/** Median milliseconds from an edit of that migration to the diagnostics that answer it. */
async function latency(client: Client, index: number): Promise<number> {
  const path = nameOf(index);
  const edits = Array.from({ length: 60 }, (_, edit) =>
    textOf(index).replace('name text', edit % 2 === 0 ? `name${edit} text` : `name${edit} text,,`),
  );
  const taken: number[] = [];
  for (const text of edits) {
    const answered = client.notification<PublishDiagnosticsParams>(
      'textDocument/publishDiagnostics',
      ({ uri }) => uri === client.uri(path),
    );
    const started = performance.now();
    client.change(path, text);
    await answered;
    taken.push(performance.now() - started);
  }
  return taken.sort((a, b) => a - b)[taken.length >> 1]!;
}

test(`E1 an edit among ${count} migrations is answered at once`, async () => {
  const few = await startClient(filesOf(count / 100));
  await openAmongAll(few, 50);
  const amongFew = await latency(few, 50);
  await few.end();

  const client = await startClient(filesOf(count));
  const { id: project } = await client.project();
  const path = nameOf(5000);
  await openAmongAll(client, 5000);
  const hover = await client.ask('textDocument/hover', {
    textDocument: { uri: client.uri(path) },
    position: { line: 1, character: 15 },
  });
  expect(JSON.stringify(hover)).toContain('table_5000');

  const completion = (position: object) =>
    client.ask<{ isIncomplete: boolean; items: { label: string }[] }>('textDocument/completion', {
      textDocument: { uri: client.uri(path) },
      position,
    });
  client.change(path, `${textOf(5000)}SELECT * FROM `);
  const all = await completion({ line: 5, character: 14 });
  expect([all.isIncomplete, all.items.length]).toEqual([true, 1000]);
  client.change(path, `${textOf(5000)}SELECT * FROM table_123`);
  const some = await completion({ line: 5, character: 23 });
  expect(some.items.map(({ label }) => label)).toContain('table_1234');
  expect(some.items.every(({ label }) => label.includes('table_123'))).toBe(true);

  // A hundred times the files: what read them all again would take a hundred times as long.
  expect(await latency(client, 5000)).toBeLessThan(20 * amongFew);

  const status = await client.request('switchback/status', { project, environment: null });
  expect(status.counts.unknown).toBe(count + 1);
  const places = await client.ask<unknown[]>('textDocument/references', {
    textDocument: { uri: client.uri(path) },
    position: { line: 1, character: 15 },
    context: { includeDeclaration: true },
  });
  expect(places).toHaveLength(2);
});
