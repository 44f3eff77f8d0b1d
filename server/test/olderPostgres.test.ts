import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isTooNew, readPairs, runsOn } from './conformance/pair.ts';
import { runPair } from './conformance/runPair.ts';
import { targetOn } from './conformance/testTarget.ts';
import { createProject, threeMigrations } from './engine/project.ts';
import { olderPostgres, versionOf } from './servers/testDatabases.ts';

/**
 * What every version of PostgreSQL is claimed to do, tried in short: the other suites run in full on the newest one, and
 * postgres.test.ts (locks, failures, sessions, scratch databases) on all.
 */
const changes = readPairs(join(import.meta.dirname, '../../test-fixtures/diff'));

/** Every so manieth pair, other ones on each version; all of them with `VERSION_STRIDE=1`. */
const stride = Number(process.env.VERSION_STRIDE ?? 12);
/** What the versions write differently is tried on each. */
const always = ['postgres/publication', 'postgres/collation', 'postgres/everything-hangs-together'];

test('each older server is of the version that its name says', () => {
  expect(olderPostgres.map((server) => `postgres${versionOf(server)![0]}`)).toEqual(
    olderPostgres.map(({ name }) => name),
  );
});

describe.each(olderPostgres)('$name', (database) => {
  test('U2 U3 R1 R6 migrations are applied, fail as a whole, are rolled back and applied anew', async () => {
    const project = await createProject(database, threeMigrations);
    onTestFinished(() => project.drop());
    const { migrator } = project;
    project.write({
      '11_wrong.sql':
        '-- migrate:up\nCREATE TABLE half (id integer);\nINSERT INTO nowhere VALUES (1);\n-- migrate:down\nDROP TABLE half;\n',
    });
    const { applied, failed } = await migrator.up();
    expect(applied).toHaveLength(3);
    expect(failed).toMatchObject({ error: { code: 'statement-failed', details: { place: { line: 3 } } } });
    expect(await project.tables()).toEqual(['items', 'orders', 'users']);
    expect(await project.states()).toBe('001 applied, 002 applied, 10 applied, 11 pending');
    project.write({ '11_wrong.sql': null });
    expect(await migrator.redo()).toMatchObject({ failed: null });
    expect(await migrator.down({ count: 2 })).toMatchObject({ failed: null });
    expect(await project.states()).toBe('001 applied, 002 pending, 10 pending');
    expect(await migrator.fresh()).toMatchObject({ failed: null });
    expect(await project.states()).toBe('001 applied, 002 applied, 10 applied');
  });

  test('U7 A2 a migration outside a transaction that fails is taken back', async () => {
    const project = await createProject(database, threeMigrations);
    onTestFinished(() => project.drop());
    await project.migrator.up();
    project.write({
      '11_outside.sql':
        '-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY users_name ON users (name);\nALTER TABLE users ADD COLUMN age integer;\nINSERT INTO nowhere VALUES (1);\n',
    });
    const before = (await project.migrator.dump()).sql;
    expect((await project.migrator.up()).failed).toMatchObject({ error: { code: 'statement-failed' } });
    expect((await project.migrator.dump()).sql).toBe(before);
    expect(await project.states()).toBe('001 applied, 002 applied, 10 applied, 11 pending');
  });

  test('a try on a scratch database says what each statement locks and rewrites', async () => {
    const project = await createProject(database, threeMigrations);
    onTestFinished(() => project.drop());
    await project.migrator.up();
    project.write({
      '11_wider.sql':
        '-- migrate:up\nALTER TABLE orders ALTER COLUMN total TYPE bigint;\n-- migrate:down\nALTER TABLE orders ALTER COLUMN total TYPE integer;\n',
    });
    const { diagnostics, migrations } = await project.migrator.check({ version: '11' });
    expect(diagnostics).toEqual([]);
    expect(migrations[0]!.statements[0]).toMatchObject({
      locks: [{ relation: 'orders', mode: 'AccessExclusive' }],
      rewrites: expect.arrayContaining(['orders']),
    });
  });

  const pairs = changes
    .filter((pair) => runsOn(pair, targetOn(database)))
    .filter(
      ({ name, since }, index) =>
        (index + olderPostgres.indexOf(database)) % stride === 0 ||
        since !== undefined ||
        always.includes(name),
    );
  test.each(pairs)('S1 S3 S8 $name, there and back', async (pair) => {
    const { unusable, failures } = await runPair(pair, targetOn(database), false);
    expect(unusable).toBe(isTooNew(pair, versionOf(database)![0]));
    if (!unusable) expect(failures).toEqual([]);
  });
});
