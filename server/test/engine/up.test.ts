import { afterEach, describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/index.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject, errorOf, type Project, threeMigrations } from './project.ts';

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe.each(databases)('$name: up', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  test('U1 init creates the history table, once, and says so', async () => {
    project = await createProject(database);
    expect(await project.migrator.init()).toEqual({ created: true, table: 'schema_migrations' });
    expect(await project.migrator.init()).toEqual({ created: false, table: 'schema_migrations' });
  });

  test.each([
    { options: {}, applied: ['001_create_users', '002_create_orders', '10_create_items'] },
    { options: { count: 1 }, applied: ['001_create_users'] },
    { options: { count: 9 }, applied: ['001_create_users', '002_create_orders', '10_create_items'] },
    { options: { to: '2' }, applied: ['001_create_users', '002_create_orders'] },
    { options: { to: '010' }, applied: ['001_create_users', '002_create_orders', '10_create_items'] },
  ])('U2 D3 up $options applies $applied', async ({ options, applied }) => {
    project = await createProject(database, threeMigrations);
    const result = await project.migrator.up(options);
    expect(ids(result.applied)).toEqual(applied);
    expect(result.failed).toBeNull();
    expect(await project.tables()).toHaveLength(applied.length);
    expect((await project.migrator.up(options.count === 1 ? { count: 0 } : options)).applied).toEqual([]);
  });

  test('U2 an unknown version stops up before anything runs', async () => {
    project = await createProject(database, threeMigrations);
    expect((await errorOf(project.migrator.up({ to: '77' }))).code).toBe('unknown-version');
    expect(await project.tables()).toEqual([]);
  });

  test('U3 a failing migration leaves no trace of itself, stops the run and names file, line and statement', async () => {
    project = await createProject(database, {
      ...threeMigrations,
      '002_create_orders.sql':
        '-- migrate:up\nCREATE TABLE orders (id INTEGER PRIMARY KEY);\n\n-- wrong:\nINSERT INTO nowhere VALUES (1);\n\n-- migrate:down\nDROP TABLE orders;\n',
    });
    const result = await project.migrator.up();
    expect(ids(result.applied)).toEqual(['001_create_users']);
    expect(ids(result.skipped)).toEqual(['10_create_items']);
    const { error, migration } = result.failed!;
    expect(migration.id).toBe('002_create_orders');
    expect(error.code).toBe('statement-failed');
    expect(error.message).toMatch(/nowhere/);
    expect(error.details.place).toMatchObject({ line: 5 });
    expect(error.details.place!.file).toMatch(/002_create_orders\.sql$/);
    expect(error.details.statement).toBe('INSERT INTO nowhere VALUES (1)');
    expect(await project.tables()).toEqual(['users']);
    expect(await project.states()).toBe('001 applied, 002 pending, 10 pending');
  });

  test('U4 a dry run lists what would be applied and writes nothing, not even the history table', async () => {
    project = await createProject(database, threeMigrations);
    const result = await project.migrator.up({ dryRun: true });
    expect(result.dryRun).toBe(true);
    expect(ids(result.applied)).toEqual(['001_create_users', '002_create_orders', '10_create_items']);
    expect(result.plan[1]!.statements).toHaveLength(2);
    if (database.dialect !== 'sqlite') expect(await project.tables()).toEqual([]);
    expect((await project.migrator.up()).applied).toHaveLength(3);
  });

  test('U5 events tell each migration, statement and time in order', async () => {
    project = await createProject(database, threeMigrations);
    const events: EngineEvent[] = [];
    await project.migrator.up({ onEvent: (event) => events.push(event) });
    const told = events
      .filter(({ type }) => type.startsWith('migration') || type === 'statementDone')
      .map((event) => `${event.type} ${'migration' in event ? event.migration.version : ''}`);
    expect(told).toEqual([
      ...['migrationStarted 001', 'statementDone 001', 'migrationDone 001'],
      ...['migrationStarted 002', 'statementDone 002', 'statementDone 002', 'migrationDone 002'],
      ...['migrationStarted 10', 'statementDone 10', 'migrationDone 10'],
    ]);
  });

  test('U9 a section wrapped in its own BEGIN and COMMIT runs; a COMMIT within is refused before anything runs', async () => {
    project = await createProject(database, {
      '1_wrapped.sql':
        '-- migrate:up\nBEGIN;\nCREATE TABLE wrapped (id INTEGER);\nCOMMIT;\n-- migrate:down\nDROP TABLE wrapped;\n',
    });
    expect((await project.migrator.up()).failed).toBeNull();
    project.write({
      '2_commits.sql': '-- migrate:up\nCREATE TABLE a (id INTEGER);\nCOMMIT;\nCREATE TABLE b (id INTEGER);\n',
    });
    const error = await errorOf(project.migrator.up());
    expect(error).toMatchObject({ code: 'transaction-control', details: { place: { line: 3 } } });
    expect(await project.tables()).toEqual(['wrapped']);
  });

  test('D8 transaction:false runs a section outside a transaction, and records it', async () => {
    const outside = { postgres: 'CREATE INDEX CONCURRENTLY i ON t (id);', sqlite: 'VACUUM;' }[
      database.dialect as string
    ];
    project = await createProject(database, {
      '1_table.sql': '-- migrate:up\nCREATE TABLE t (id INTEGER);\n-- migrate:down\nDROP TABLE t;\n',
      '2_outside.sql': `-- migrate:up transaction:false\n${outside ?? 'ALTER TABLE t ADD COLUMN n INTEGER;'}\nINSERT INTO t (id) VALUES (1);\n-- migrate:down\nDELETE FROM t;\n`,
    });
    expect((await project.migrator.up()).failed).toBeNull();
    expect(await project.rows('select count(*) as n from t')).toMatchObject([{ n: expect.anything() }]);
    expect(await project.states()).toBe('1 applied, 2 applied');
  });

  test('D10 code migrations run in the transaction, with parameters, and are rolled back', async () => {
    const parameter = database.dialect === 'postgres' ? '$1' : '?';
    project = await createProject(database, {
      '1_code.ts': `
        import type { Nothing } from './nowhere.ts';
        export async function up(db: { execute(sql: string, params?: unknown[]): Promise<unknown>; query(sql: string): Promise<{ n: unknown }[]> }) {
          await db.execute('CREATE TABLE coded (id INTEGER, name VARCHAR(20))');
          await db.execute('INSERT INTO coded VALUES (1, ${parameter})', ["it's"]);
          const rows = await db.query('SELECT count(*) AS n FROM coded');
          if (Number(rows[0]!.n) !== 1) throw new Error('no row');
        }
        export async function down(db: any) { await db.execute('DROP TABLE coded'); }
      `,
      '2_common.cjs': `module.exports = { up: async (db) => { await db.execute("CREATE TABLE common (id INTEGER)"); } };`,
    });
    const result = await project.migrator.up();
    expect(result.failed).toBeNull();
    expect(await project.rows('select name from coded')).toEqual([{ name: "it's" }]);
    expect((await errorOf(project.migrator.down())).code).toBe('missing-down');
    await project.migrator.down({ force: true });
    expect((await project.migrator.down()).failed).toBeNull();
    expect(await project.tables()).toEqual(['common']);
  });

  test('U10 what a migration sets does not reach the next one, nor the tool', async () => {
    const setting = {
      postgres:
        "SELECT pg_catalog.set_config('search_path', '', false);\nSET standard_conforming_strings = off;",
      mysql: "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\nSET foreign_key_checks = 0;",
      mariadb: "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\nSET foreign_key_checks = 0;",
      sqlite: 'PRAGMA foreign_keys = off;\nPRAGMA recursive_triggers = on;',
    }[database.dialect];
    project = await createProject(database, {
      '1_sets.sql': `-- migrate:up\n${setting}\n-- migrate:down\n${setting}\n`,
      "2_it's.sql": `-- migrate:up\nCREATE TABLE plain (id INTEGER PRIMARY KEY, v VARCHAR(9) DEFAULT 'a');\nINSERT INTO plain (id, v) VALUES (1, 'x\\\\y');\n-- migrate:down\nDROP TABLE plain;\n`,
    });
    const result = await project.migrator.up();
    expect(result.failed).toBeNull();
    expect(await project.tables()).toEqual(['plain']);
    expect((await project.migrator.down({ count: 2 })).failed).toBeNull();
  });

  test('U3 --single-transaction is all or nothing, or refused where it cannot be', async () => {
    project = await createProject(database, {
      ...threeMigrations,
      '11_fails.sql': '-- migrate:up\nINSERT INTO nowhere VALUES (1);\n-- migrate:down\nSELECT 1;\n',
    });
    const transactional = database.dialect === 'postgres' || database.dialect === 'sqlite';
    if (transactional) {
      const result = await project.migrator.up({ singleTransaction: true });
      expect(result.applied).toEqual([]);
      expect(ids(result.skipped)).toEqual(['001_create_users', '002_create_orders', '10_create_items']);
      expect(result.failed!.migration.version).toBe('11');
    } else {
      expect((await errorOf(project.migrator.up({ singleTransaction: true }))).code).toBe(
        'single-transaction',
      );
    }
    expect(await project.tables()).toEqual([]);
  });

  test('U6 the lock is waited for, its holder is named, and the wait is bounded', async () => {
    project = await createProject(database, {
      '1_slow.ts': `export async function up(db) { await db.execute('CREATE TABLE slow (id INTEGER)'); await globalThis.migrationGate; }`,
    });
    let open: () => void = () => undefined;
    (globalThis as { migrationGate?: Promise<void> }).migrationGate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      project.migrator
        .up({ onEvent: (event) => event.type === 'statementDone' && resolve() })
        .then((result) =>
          project.events.push({ type: 'historyCreated', table: JSON.stringify(result.failed) }),
        );
    });
    await begun;
    const late = await errorOf(project.with({ lockTimeoutMs: 300 }).up());
    expect(late.code).toBe('lock-timeout');
    const waiting: string[] = [];
    const second = project.migrator.up({
      onEvent: (event) => {
        if (event.type !== 'lockWaiting') return;
        waiting.push(event.holder?.description ?? 'unknown');
        open();
      },
    });
    expect((await second).applied).toEqual([]);
    expect(waiting[0]).toMatch(/\d/);
    expect(await project.states()).toBe('1 applied');
  });
});
