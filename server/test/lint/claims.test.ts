import { describe, expect, test } from 'vitest';
import { rules } from '../../src/engine/lint/registry.ts';
import type { DialectName, Example, Rule } from '../../src/engine/lint/rule.ts';
import { allServers, connectRaw, databases, type TestDatabase, versionOf } from '../servers/testDatabases.ts';
import { plainMeter } from './meter.ts';
import { mysqlMeter } from './mysqlMeter.ts';
import { postgresMeter } from './postgresMeter.ts';
import { fixesOf, type Seen, type Trial, trialOf, tried } from './trial.ts';

/** Of PostgreSQL the newest and the oldest: what holds on both, no version between does otherwise. */
const everyDatabase = [
  ...allServers.filter(
    ({ name }) => !['postgres17', 'postgres16', 'postgres15', 'postgres14'].includes(name),
  ),
  ...databases.filter(({ adminUrl }) => adminUrl === null),
];

/** Of these nothing can be seen on a server at the time. */
const unseen: Readonly<Record<string, string>> = {
  'combine-alters': 'costs more, and does the same',
  'foreign-key-without-index': 'is felt when rows are deleted later',
  'limited-change': 'is seen on a replica',
  'missing-foreign-key-check': 'is felt when rows break a key',
  'replica-identity-full': 'is felt by those who replicate',
  'require-idle-timeout': 'is felt when a client falls silent',
  'require-lock-timeout': 'is felt behind a long query',
  'require-statement-timeout': 'is felt in a long statement',
  'require-utf8mb4': 'is felt when a character is written later',
  'transaction-nesting': 'is answered by a warning at most',
  'uncommitted-transaction': 'is felt when the connection ends',
  'unlogged-table': 'is felt after a crash',
  'writable-schema': 'is felt when the text is wrong',
};

test('every rule that says something about the server has a claim', () => {
  const without = rules.filter(({ category, claim }) => category !== 'style' && claim === undefined);
  expect(without.map(({ id }) => id)).toEqual(Object.keys(unseen));
});

async function see(database: TestDatabase, trials: readonly Trial[]): Promise<readonly Seen[]> {
  const fresh = await database.create();
  const connection = await connectRaw(fresh.url);
  try {
    const meter =
      database.dialect === 'postgres'
        ? postgresMeter(connection, fresh.url)
        : database.dialect === 'mysql'
          ? mysqlMeter(connection)
          : plainMeter(connection);
    const seen: Seen[] = [];
    for (const trial of trials) seen.push(await tried(trial, connection, meter));
    return seen;
  } finally {
    await connection.close();
    await fresh.drop();
  }
}

interface Row {
  readonly rule: Rule;
  readonly example: Example;
  readonly trial: Trial;
  readonly bad: boolean;
}

function dialectOf({ product }: TestDatabase): DialectName {
  return product === 'PostgreSQL' ? 'postgres' : (product.toLowerCase() as DialectName);
}

function rowsOf(database: TestDatabase): readonly Row[] {
  const dialect = dialectOf(database);
  const server = versionOf(database);
  return rules.flatMap((rule) =>
    [
      ...rule.bad.map((example) => ({ example, bad: true })),
      ...rule.good.map((example) => ({ example, bad: false })),
    ].flatMap(({ example, bad }) => {
      if (!rule.dialects.includes(dialect)) return [];
      if (example.dialect !== undefined && example.dialect !== dialect) return [];
      if (server !== null && (example.version ?? server)[0] !== server[0]) return [];
      if (server !== null && (example.since ?? 0) > server[0]!) return [];
      const here = server === null ? example : { version: server, ...example };
      const trial = trialOf(rule, here, dialect, bad);
      return trial === null ? [] : [{ rule, example: here, trial, bad }];
    }),
  );
}

describe.each(everyDatabase)('$name does what the rules say', (database) => {
  const rows = rowsOf(database);
  test.each(
    rows
      .filter(({ rule }) => rule.claim !== undefined)
      .map((row) => [`${row.rule.id}: ${row.bad ? 'bad' : 'good'}: ${row.example.sql}`, row] as const),
  )('%s', async (_title, { trial, bad }) => {
    const [seen] = await see(database, [trial]);
    const { holds, refused, measured } = seen!;
    const what = JSON.stringify({ refused, measured }, null, 1);
    if (trial.claim !== null) expect(holds, what).toBe(bad);
    if (!bad || trial.claim?.kind !== 'fails') expect(refused, what).toBeNull();
  });

  const fixes = rows.flatMap(({ rule, example, bad }) =>
    bad
      ? fixesOf(rule, example, dialectOf(database)).map(
          (fix) => [`${rule.id}: ${fix.title}: ${example.sql}`, fix] as const,
        )
      : [],
  );
  if (fixes.length > 0)
    test.each(fixes)('quick fix of %s', async (_title, { trials, left }) => {
      expect(left).toEqual([]);
      for (const { holds, refused, measured } of await see(database, trials)) {
        const what = JSON.stringify({ refused, measured }, null, 1);
        expect(refused, what).toBeNull();
        if (trials[0]!.claim !== null) expect(holds, what).toBe(false);
      }
    });
});
