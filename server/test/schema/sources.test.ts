import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type DiffReport,
  diffLine,
  type MigrateError,
  writeDiff,
  writeDump,
} from '../../src/engine/index.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject } from './project.ts';

const shop = `
CREATE TABLE customers (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL);
CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, customer_id INTEGER NOT NULL,
  CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE addresses (id INTEGER NOT NULL PRIMARY KEY, order_id INTEGER,
  CONSTRAINT addresses_order FOREIGN KEY (order_id) REFERENCES orders (id));
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE VIEW buyers AS SELECT customers.name FROM customers JOIN orders ON orders.customer_id = customers.id;
CREATE VIEW a_few_buyers AS SELECT name FROM buyers;
`;

const lines = (report: DiffReport) => report.items.map(diffLine);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: MigrateError) => error,
  );

describe.each(databases)('$name', (database) => {
  test('S1 a dump, loaded and dumped again, is the same; the tables of the tool are no part of it', async () => {
    await using project = await createProject(database);
    await using empty = await createProject(database);
    await project.migrator.init();
    await project.sql(shop);
    const { sql } = await project.migrator.dump();
    expect(sql).not.toContain('schema_migrations');
    await empty.sql(sql);
    expect((await empty.migrator.dump()).sql).toBe(sql);
    expect((await project.migrator.dump()).sql).toBe(sql);
  });

  test('S1 S2 one file per table: written, compared with, written again', async () => {
    await using project = await createProject(database);
    await project.sql(shop);
    const { files } = await project.migrator.dump({ perTable: true });
    const written = writeDump('schema', files, project.folder);
    expect(written.files).toEqual([
      ...['tables/addresses.sql', 'tables/customers.sql', 'tables/orders.sql'],
      ...['views/a_few_buyers.sql', 'views/buyers.sql'],
    ]);
    const target = { kind: 'schema', path: 'schema' } as const;
    expect(lines(await project.migrator.diff({ target }))).toEqual([]);

    await project.sql('DROP TABLE addresses');
    expect(lines(await project.migrator.diff({ target }))).toEqual(['+ CREATE TABLE addresses']);
    project.write('schema/notes.sql', '-- of the user');
    const again = writeDump(
      'schema',
      (await project.migrator.dump({ perTable: true })).files,
      project.folder,
    );
    expect(again).toMatchObject({ removed: ['tables/addresses.sql'], strangers: ['notes.sql'] });
    expect(readdirSync(project.path('schema/tables'))).toEqual(['customers.sql', 'orders.sql']);
    expect(project.read('schema/notes.sql')).toBe('-- of the user');
  });

  test('S2 a directory loads in whatever order its files need', async () => {
    await using project = await createProject(database);
    await project.sql(shop);
    for (const [index, statement] of shop
      .split(';\n')
      .filter((part) => part.trim() !== '')
      .reverse()
      .entries()) {
      project.write(`schema/${String(index).padStart(2, '0')}.sql`, `${statement};\n`);
    }
    expect(lines(await project.migrator.diff({ target: { kind: 'schema', path: 'schema' } }))).toEqual([]);
  });

  test('S2 another database', async () => {
    await using project = await createProject(database);
    await using other = await createProject(database);
    await project.sql(shop);
    await other.sql(`${shop}DROP VIEW a_few_buyers; DROP VIEW buyers;`);
    const report = await project.migrator.diff({ target: { kind: 'database', url: other.url } });
    expect(lines(report)).toEqual(['- DROP VIEW a_few_buyers', '- DROP VIEW buyers']);
  });

  test('S4 the tables of the tool are no difference, wherever they stand', async () => {
    await using project = await createProject(database);
    await using other = await createProject(database, { table: 'done' });
    await project.migrator.init();
    await other.migrator.init();
    const target = { kind: 'schema', path: 'schema.sql' } as const;
    project.write('schema.sql', 'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);');
    other.write(
      'schema.sql',
      'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY); CREATE TABLE done (version INTEGER NOT NULL PRIMARY KEY);',
    );
    expect(lines(await project.migrator.diff({ target }))).toEqual(['+ CREATE TABLE a']);
    expect(lines(await other.migrator.diff({ target }))).toEqual(['+ CREATE TABLE a']);
    expect(lines(await other.migrator.diff({ target: { kind: 'migrations' } }))).toEqual([]);
  });

  test('S2 the migrations directory: what the database has that no migration made', async () => {
    await using project = await createProject(database);
    project.write('migrations/1_shop.up.sql', shop);
    await project.migrator.up();
    const target = { kind: 'migrations' } as const;
    expect(lines(await project.migrator.diff({ target }))).toEqual([]);
    await project.sql('CREATE TABLE by_hand (id INTEGER NOT NULL PRIMARY KEY)');
    expect(lines(await project.migrator.diff({ target }))).toEqual(['! DROP TABLE by_hand (DESTRUCTIVE)']);
    project.write('migrations/2_more.up.sql', 'CREATE TABLE more (id INTEGER NOT NULL PRIMARY KEY)');
    expect(lines(await project.migrator.diff({ target }))).toEqual([
      '+ CREATE TABLE more',
      '! DROP TABLE by_hand (DESTRUCTIVE)',
    ]);
  });

  test('S2 D10 the migrations directory with code in it, which stays within the scratch database', async () => {
    await using project = await createProject(database);
    await project.migrator.init();
    const code = (sql: string) => `export const up = (db: any) => db.execute(${JSON.stringify(sql)});`;
    project.write('migrations/1_code.ts', code('CREATE TABLE by_code (id INTEGER NOT NULL PRIMARY KEY)'));
    const target = { kind: 'migrations' } as const;
    expect(lines(await project.migrator.diff({ target }))).toEqual(['+ CREATE TABLE by_code']);
    project.write('migrations/2_leaving.ts', code('USE elsewhere'));
    await expect(project.migrator.diff({ target })).rejects.toMatchObject({ code: 'scratch-failed' });
  });

  test('S2 a schema file that does not load: which statement, where, what the database says', async () => {
    await using project = await createProject(database);
    await project.migrator.init();
    project.write(
      'schema.sql',
      'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\n\nCREATE INDEX i ON a (nope);\n',
    );
    const error = await failure(project.migrator.diff({ target: { kind: 'schema', path: 'schema.sql' } }));
    expect(error).toMatchObject({
      code: 'statement-failed',
      details: { place: { file: 'schema.sql', line: 3 } },
    });
    expect(error.message).toMatch(/nope/);
    expect(
      await failure(project.migrator.diff({ target: { kind: 'schema', path: 'none.sql' } })),
    ).toMatchObject({
      code: 'schema-file-missing',
    });
  });

  test('S2 a loaded schema is kept by its contents, and loaded anew when they change', async () => {
    await using project = await createProject(database);
    await project.sql(shop);
    const directory = mkdtempSync(join(tmpdir(), 'switchback-cache-'));
    try {
      const cache = { directory, version: '1' };
      const compare = (text: string) => {
        project.write('schema.sql', text);
        return project.migrator.diff({ target: { kind: 'schema', path: 'schema.sql' }, cache }).then(lines);
      };
      expect(await compare(shop)).toEqual([]);
      expect(readdirSync(directory)).toHaveLength(1);
      expect(await compare(shop)).toEqual([]);
      expect(readdirSync(directory)).toHaveLength(1);
      expect(await compare(`${shop}DROP VIEW a_few_buyers;`)).toEqual(['- DROP VIEW a_few_buyers']);
      expect(readdirSync(directory)).toHaveLength(2);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('S7 renames by flag and by annotation keep the rows; without, the rename is offered', async () => {
    await using project = await createProject(database);
    await project.sql(`${shop}INSERT INTO customers VALUES (1, 'Ada'); INSERT INTO orders VALUES (7, 1);`);
    const renamed = shop
      .replaceAll('customers', 'clients')
      .replaceAll(/\bname VARCHAR/g, 'title VARCHAR')
      .replaceAll('clients.name', 'clients.title AS name');
    project.write('schema.sql', renamed);
    const target = { kind: 'schema', path: 'schema.sql' } as const;
    const plain = await project.migrator.diff({ target, generate: true, renames: ['customers=clients'] });
    expect(plain.suggestions).toEqual([
      { kind: 'column', schema: expect.toSatisfy(() => true), table: 'clients', from: 'name', to: 'title' },
    ]);

    const notes = renamed
      .replace('CREATE TABLE clients (', 'CREATE TABLE clients ( -- @renamed from=customers\n')
      .replace('title VARCHAR(50) NOT NULL)', 'title VARCHAR(50) NOT NULL -- @renamed from=name\n)');
    project.write('schema.sql', notes);
    const before = (await project.migrator.dump()).sql;
    const report = await project.migrator.diff({ target, generate: true });
    expect(lines(report).slice(0, 2)).toEqual([
      '~ RENAME TABLE customers TO clients',
      '~ RENAME COLUMN clients.name TO title',
    ]);
    expect(report.generated?.verification).toEqual({ state: 'verified', reason: null, differences: [] });
    writeDiff(report, { out: project.path('migrations/1_rename.sql') });
    expect(await project.migrator.up()).toMatchObject({ failed: null });
    expect(await project.sql('SELECT id, title FROM clients')).toEqual([{ id: 1, title: 'Ada' }]);
    expect(await project.sql('SELECT id, customer_id FROM orders')).toEqual([{ id: 7, customer_id: 1 }]);
    expect(lines(await project.migrator.diff({ target }))).toEqual([]);
    expect(await project.migrator.down()).toMatchObject({ failed: null });
    expect((await project.migrator.dump()).sql).toBe(before);
    expect(await project.sql('SELECT id, name FROM customers')).toEqual([{ id: 1, name: 'Ada' }]);
  });

  test('S7 hints on rows, and a placeholder that makes the up run on them', async () => {
    await using project = await createProject(database);
    await project.sql(
      "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(50)); INSERT INTO t VALUES (1, 'x');",
    );
    project.write(
      'schema.sql',
      'CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(20) NOT NULL, b INTEGER NOT NULL);\nCREATE UNIQUE INDEX t_a ON t (a);',
    );
    const report = await project.migrator.diff({
      target: { kind: 'schema', path: 'schema.sql' },
      generate: true,
    });
    expect(report.generated?.hints.map(({ code, column }) => `${code} ${column}`).sort()).toEqual([
      ...['narrowing a', 'not-null-on-nulls a', 'not-null-without-default b', 'unique-on-rows a'],
    ]);
    writeDiff(report, { out: project.path('migrations/1_t.sql') });
    expect(project.read('migrations/1_t.up.sql')).toContain('-- HINT: t holds rows');
    expect(await project.migrator.up()).toMatchObject({ failed: null });
    expect(await project.sql('SELECT id, a, b FROM t')).toEqual([{ id: 1, a: 'x', b: 0 }]);
  });
});
