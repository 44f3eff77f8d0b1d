import { describe, expect, onTestFinished, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { caseFile, casesOf, fileOf, filesOf } from '../check/cases/all.ts';
import type { Case } from '../check/cases/case.ts';
import { databases, type TestDatabase } from '../servers/testDatabases.ts';
import { type Client, configuration, startClient } from './client.ts';

const path = `migrations/${caseFile}`;
/** Tried after the case: once its down is found wrong, nothing more will be said of the case. */
const last = 'migrations/000_last.sql';
const tried: ReadonlySet<unknown> = new Set([
  'check-failed',
  'down-failed',
  'down-differs',
  'up-not-repeatable',
]);
const codes = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ code }) => tried.has(code)).map(({ code }) => code);

async function clientFor(database: TestDatabase, files: Readonly<Record<string, string>>): Promise<Client> {
  const { url, drop } = await database.create();
  onTestFinished(drop);
  const dev = { database: database.adminUrl === null ? 'sqlite:never.db' : url, scratch: url };
  const inFolder = Object.entries(files).map(([name, text]) => [`migrations/${name}`, text]);
  return startClient(
    {
      'migrate.config.json': configuration({ dev }),
      ...Object.fromEntries(inFolder),
      [last]: fileOf('SELECT 1;', null),
    },
    { initializationOptions: { trusted: true, settings: { refreshInterval: 0 } } },
  );
}

/** The text between two positions. */
function textAt(text: string, { start, end }: Diagnostic['range']): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: typeof start) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return text.slice(offset(start), offset(end));
}

describe.each(databases)(
  '$name: what only the database knows is squiggled while it is written',
  (database) => {
    test('every broken migration at its statement, and no good one', async () => {
      const cases = casesOf(database);
      const plain = cases.filter(({ before }) => before === undefined);
      const client = await clientFor(database, filesOf(plain[0]!));
      client.open(path, filesOf(plain[0]!)[caseFile]!);
      client.open(last, fileOf('SELECT 1;', null));
      const wrong: unknown[] = [];
      for (const [index, one] of plain.entries()) wrong.push(...(await look(client, one, index)));
      for (const [index, one] of cases.entries()) {
        if (one.before === undefined) continue;
        client.write({ 'migrations/003_before.sql': fileOf(one.before, null) });
        wrong.push(...(await look(client, one, index + cases.length)));
      }
      expect(wrong).toEqual([]);
    });
  },
);

/** What is not as it should be; nothing when all is. */
async function look(client: Client, one: Case, index: number): Promise<readonly unknown[]> {
  const text = filesOf(one)[caseFile]!;
  client.change(path, text);
  client.change(last, fileOf('SELECT 1;', `SELECT * FROM never_there_${index};`));
  await client.until(last, (all) =>
    all.some(({ message }) => new RegExp(`never_there_${index}\\b`).test(JSON.stringify(message))),
  );
  const { finding, title } = one;
  const wanted = finding === undefined || !tried.has(finding.code) ? [] : [finding.code];
  const found = client.diagnostics(path).filter(({ code }) => tried.has(code));
  const places = found.map(({ range }) => textAt(text, range));
  const isPlaced =
    finding?.within === undefined
      ? places.every((place) => place === finding?.at)
      : places.every((place) => finding.within!.includes(place));
  const asWanted = JSON.stringify(codes(found)) === JSON.stringify(wanted);
  return asWanted && isPlaced ? [] : [{ title, wanted, found, places }];
}
