import { describe, expect, onTestFinished, test } from 'vitest';
import { BaseCache } from '../../src/engine/index.ts';
import type { MigrationSet } from '../../src/engine/migrations/index.ts';
import { createProject, errorOf, type Project, threeMigrations } from '../engine/project.ts';
import { databases, query, type TestDatabase } from '../servers/testDatabases.ts';

async function projectOf(database: TestDatabase, files: Readonly<Record<string, string>>): Promise<Project> {
  const project = await createProject(database, files);
  onTestFinished(project.drop);
  return project;
}

const file = (up: string, down: string) => `-- migrate:up\n${up};\n-- migrate:down\n${down};\n`;
const codes = (report: Awaited<ReturnType<Project['migrator']['check']>>) =>
  report.diagnostics.map(({ code, version }) => `${version} ${code}`);
const checked = (report: Awaited<ReturnType<Project['migrator']['check']>>) =>
  report.migrations.map(({ version }) => version);

const scratchSql: Readonly<Record<string, string>> = {
  postgres: "select datname as name from pg_database where datname like 'switchback_scratch_%'",
  mysql:
    "select schema_name as name from information_schema.schemata where schema_name like 'switchback_scratch_%'",
};

describe.each(databases)('$name: check', (database) => {
  test('what is applied is replayed, what is pending is checked, and the database stays as it is', async () => {
    const project = await projectOf(database, threeMigrations);
    await project.migrator.up({ count: 2 });
    const before = await project.migrator.dump();
    const states = await project.states();
    const report = await project.migrator.check();
    expect([codes(report), checked(report)]).toEqual([[], ['10']]);
    expect(await project.migrator.dump()).toEqual(before);
    expect(await project.states()).toBe(states);
  });

  test('a database that has no history yet gets none', async () => {
    const project = await projectOf(database, threeMigrations);
    const report = await project.migrator.check();
    expect([codes(report), checked(report)]).toEqual([[], ['001', '002', '10']]);
    if (database.adminUrl !== null) expect(await project.tables()).toEqual([]);
  });

  test('one version is checked on all that come before it', async () => {
    const project = await projectOf(database, threeMigrations);
    expect(checked(await project.migrator.check({ version: '2' }))).toEqual(['002']);
    expect((await errorOf(project.migrator.check({ version: '77' }))).code).toBe('unknown-version');
  });

  test('nothing is pending: nothing is checked', async () => {
    const project = await projectOf(database, threeMigrations);
    await project.migrator.up();
    expect(await project.migrator.check()).toEqual({ diagnostics: [], migrations: [], notChecked: [] });
  });

  test('after an up that fails the rest is not checked', async () => {
    const project = await projectOf(database, {
      '1_a.sql': file('CREATE TABLE a (id INTEGER)', 'DROP TABLE a'),
      '2_b.sql': file('ALTER TABLE missing ADD COLUMN x INTEGER', 'SELECT 1'),
      '3_c.sql': file('CREATE TABLE c (id INTEGER)', 'DROP TABLE c'),
    });
    const report = await project.migrator.check();
    expect(codes(report)).toEqual(['2 check-failed']);
    expect(report.notChecked.map(({ version }) => version)).toEqual(['3']);
  });

  test('after a bad down the next one begins on a clean database', async () => {
    const project = await projectOf(database, {
      '1_a.sql': file('CREATE TABLE a (id INTEGER)', 'SELECT 1'),
      '2_b.sql': file('CREATE TABLE b (id INTEGER)', 'DROP TABLE nothing'),
      '3_c.sql': file('CREATE TABLE c (id INTEGER)', 'DROP TABLE c'),
    });
    const report = await project.migrator.check();
    expect(codes(report)).toEqual(['1 down-differs', '2 down-failed']);
    expect(report.diagnostics[0]).toMatchObject({ severity: 'error' });
    expect(report.diagnostics[0]!.related!.map(({ message }) => message.split(':')[0])).toEqual([
      'This is not taken back.',
      'Applied again',
    ]);
    expect(checked(report)).toEqual(['1', '2', '3']);
  });

  test('the structure of an environment is the beginning, without its rows', async () => {
    const project = await projectOf(database, {
      '1_a.sql': file('CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY)', 'DROP TABLE a'),
      '2_b.sql': file('ALTER TABLE by_hand ADD COLUMN x INTEGER', 'ALTER TABLE by_hand DROP COLUMN x'),
    });
    await project.migrator.up({ count: 1 });
    await project.sql('CREATE TABLE by_hand (id INTEGER)');
    await project.sql('INSERT INTO by_hand (id) VALUES (1)');
    expect(codes(await project.migrator.check())).toEqual(['2 check-failed']);
    expect(codes(await project.migrator.check({ fromEnvironment: true }))).toEqual([]);
    const refused = await errorOf(project.migrator.check({ fromEnvironment: true, version: '1' }));
    expect(refused.code).toBe('usage');
    expect(await project.rows('SELECT id FROM by_hand')).toEqual([{ id: 1 }]);
  });

  test('code runs up, down and up too', async () => {
    const code = (down: string) =>
      `export const up = async (db) => { await db.execute('CREATE TABLE t (id INTEGER)'); };\nexport const down = async (db) => { await db.execute('${down}'); };\n`;
    const project = await projectOf(database, { '1_t.mjs': code('DROP TABLE t') });
    expect(codes(await project.migrator.check())).toEqual([]);
    const forgetful = await projectOf(database, { '1_t.mjs': code('SELECT 1') });
    expect(codes(await forgetful.migrator.check())).toEqual(['1 down-differs']);
  });

  test('an earlier migration that does not run is named', async () => {
    const project = await projectOf(database, {
      '1_a.sql': file('CREATE TABLE a (id INTEGER, FOREIGN)', 'DROP TABLE a'),
      '2_b.sql': file('CREATE TABLE b (id INTEGER)', 'DROP TABLE b'),
    });
    const error = await errorOf(project.migrator.check({ version: '2' }));
    expect(error).toMatchObject({ code: 'statement-failed', details: { version: '1' } });
    expect(error.message).toContain('1_a failed');
  });

  test('no scratch database is left behind', async () => {
    const wanted = scratchSql[database.dialect];
    const project = await projectOf(database, threeMigrations);
    const left = async () =>
      wanted === undefined || database.adminUrl === null ? [] : await query(database.adminUrl, wanted);
    const before = new Set((await left()).map(({ name }) => String(name)));
    const abort = new AbortController();
    await project.migrator.check();
    abort.abort();
    expect((await errorOf(project.migrator.check({ signal: abort.signal }))).code).toBe('cancelled');
    // Other tests make some meanwhile, which go; one that is left would stay.
    const news = new Set((await left()).map(({ name }) => String(name)).filter((name) => !before.has(name)));
    const stay = async () => (await left()).map(({ name }) => String(name)).filter((name) => news.has(name));
    await expect.poll(stay, { timeout: 60_000 }).toEqual([]);
  });
});

test('SQLite: after an edit only the file itself is run, in a history of 500', async () => {
  const sqlite = databases.find(({ dialect }) => dialect === 'sqlite')!;
  const files = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [
      `${index + 1}_t${index}.sql`,
      file(`CREATE TABLE t${index} (id INTEGER PRIMARY KEY, a TEXT, b INTEGER)`, `DROP TABLE t${index}`),
    ]),
  );
  const project = await projectOf(sqlite, files);
  const migrator = project.with({ url: 'sqlite::memory:' });
  const cache = new BaseCache();
  const path = `${project.directory}/500_t499.sql`;
  let previous: MigrationSet | undefined;
  const check = (text: string) =>
    migrator.check({
      ...{ version: '500', cache, texts: new Map([[path, text]]) },
      ...(previous === undefined ? {} : { previous }),
      onRead: (set) => {
        previous = set;
      },
    });
  const began = performance.now();
  expect(codes(await check(files['500_t499.sql']!))).toEqual([]);
  const whole = performance.now() - began;
  const times: number[] = [];
  for (let edit = 0; edit < 9; edit++) {
    const started = performance.now();
    const report = await check(file(`CREATE TABLE n${edit} (id INTEGER)`, 'SELECT 1'));
    times.push(performance.now() - started);
    expect(codes(report)).toEqual(['500 down-differs']);
  }
  const median = times.sort((a, b) => a - b)[4]!;
  expect(cache.size).toBeLessThanOrEqual(64 * 1024 * 1024);
  expect(median).toBeLessThan(whole / 2);
});
