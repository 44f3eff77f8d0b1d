import { describe, expect, onTestFinished, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { caseFile, fileOf, filesOf, type Place, places } from '../check/cases/all.ts';
import type { Case } from '../check/cases/case.ts';
import { type Client, configuration, startClient } from './client.ts';

const path = `shop/migrations/${caseFile}`;
/** Of another project, tried in memory: what is asked for later is tried later. */
const last = 'last/migrations/001_last.sql';
const tried: ReadonlySet<unknown> = new Set([
  'check-failed',
  'down-failed',
  'down-differs',
  'up-not-repeatable',
]);
const codes = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ code }) => tried.has(code)).map(({ code }) => code);

async function clientFor({ open }: Place, files: Readonly<Record<string, string>>): Promise<Client> {
  const { url, drop } = await open();
  onTestFinished(drop);
  const isServer = !/^(sqlite|pglite):/.test(url);
  const database = url.startsWith('pglite:') ? 'postgres://nobody@127.0.0.1:1/nothing' : url;
  const inFolder = Object.entries(files).map(([name, text]) => [`shop/migrations/${name}`, text]);
  return startClient(
    {
      'shop/migrate.config.json': configuration({
        dev: isServer ? { database, scratch: url } : { database },
      }),
      ...Object.fromEntries(inFolder),
      'last/migrate.config.json': configuration({ dev: { database: 'sqlite:never.db' } }),
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

describe.each(places)('$title: what only the database knows is squiggled while it is written', (place) => {
  test('every broken migration at its statement, and no good one', async () => {
    const wrong: unknown[] = [];
    for (const before of new Set(place.cases.map((one) => one.before))) {
      const cases = place.cases.filter((one) => one.before === before);
      const client = await clientFor(place, filesOf(cases[0]!));
      client.open(path, filesOf(cases[0]!)[caseFile]!);
      client.open(last, fileOf('SELECT 1;', null));
      for (const one of cases) wrong.push(...(await look(client, one)));
      await client.end();
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});

let asked = 0;

/** Resolves when all is tried that was edited before. */
async function allTried(client: Client): Promise<void> {
  // The pause after a key is longer where it is not in memory: the second one is over after it.
  for (const name of [`never_${++asked}`, `never_${++asked}`]) {
    client.change(last, fileOf('SELECT 1;', `SELECT * FROM ${name};`));
    await client.until(last, (all) =>
      all.some(({ message }) => new RegExp(`${name}\\b`).test(JSON.stringify(message))),
    );
  }
}

/** What is not as it should be; nothing when all is. */
async function look(client: Client, one: Case): Promise<readonly unknown[]> {
  const text = filesOf(one)[caseFile]!;
  client.change(path, text);
  if (one.finding !== undefined && tried.has(one.finding.code))
    await client.until(path, (all) => codes(all).includes(one.finding!.code));
  await allTried(client);
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
