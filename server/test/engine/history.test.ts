import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createProject, errorOf, type Project, threeMigrations } from './project.ts';

describe.each(databases)('$name: history', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  test('H1 D6 the history table has the columns of the specification, versions as written, checksums as sha256sum', async () => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up();
    const rows = await project.rows('select * from schema_migrations order by version');
    expect(Object.keys(rows[0]!).sort()).toEqual(['applied_at', 'checksum', 'name', 'version']);
    expect(rows.map(({ version, name }) => [version, name])).toEqual([
      ['001', 'create_users'],
      ['002', 'create_orders'],
      ['10', 'create_items'],
    ]);
    const text = threeMigrations['001_create_users.up.sql']!;
    expect(rows[0]!.checksum).toBe(createHash('sha256').update(text).digest('hex'));
    const { migrations } = await project.migrator.status();
    expect(Math.abs(Date.parse(migrations[0]!.appliedAt!) - Date.now())).toBeLessThan(60_000);
    expect(migrations[0]!.appliedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  });

  test('H1 status, validate and dry runs write nothing', async () => {
    project = await createProject(database, threeMigrations);
    if (database.dialect === 'sqlite') await project.sql('create table mine (id integer)');
    const before = await project.tables();
    await project.migrator.status();
    await project.migrator.validate();
    await project.migrator.up({ dryRun: true });
    await project.migrator.down({ dryRun: true });
    expect(await project.tables()).toEqual(before);
    // Only now is it made.
    expect(await project.migrator.init()).toMatchObject({ created: true });
  });

  test('H3 a changed file whose migration is applied stops up and down; line endings alone are no change', async () => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up({ count: 2 });
    const text = threeMigrations['001_create_users.up.sql']!;
    project.write({ '001_create_users.up.sql': `\uFEFF${text.replaceAll('\n', '\r\n')}` });
    expect(await project.states()).toBe('001 applied, 002 applied, 10 pending');
    project.write({ '001_create_users.up.sql': `${text}-- changed\n` });
    expect(await project.states()).toBe('001 modified, 002 applied, 10 pending');
    for (const work of [() => project.migrator.up(), () => project.migrator.down()]) {
      const error = await errorOf(work());
      expect(error.code).toBe('checksum-mismatch');
      expect(error.message).toContain(createHash('sha256').update(text).digest('hex'));
      expect(error.message).toContain(createHash('sha256').update(`${text}-- changed\n`).digest('hex'));
      expect(error.details.place!.file).toMatch(/001_create_users\.up\.sql$/);
    }
    expect(await project.tables()).toEqual(['orders', 'users']);
  });

  test('H4 an applied version without file is shown, passed over by up and refused by down', async () => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up({ count: 2 });
    project.write({ '002_create_orders.sql': null });
    expect(await project.states()).toBe('001 applied, 002 missing, 10 pending');
    expect((await errorOf(project.migrator.down())).code).toBe('missing-file');
    const result = await project.migrator.up();
    expect(result.warnings.map(({ code }) => code)).toContain('missing-file');
    expect(result.applied).toHaveLength(1);
  });

  test.each(['warn', 'error', 'allow'] as const)(
    'H5 an out-of-order migration follows the rule: %s',
    async (rule) => {
      project = await createProject(database, threeMigrations);
      project.write({ '002_create_orders.sql': null });
      await project.migrator.up();
      project.write({ '002_create_orders.sql': threeMigrations['002_create_orders.sql']! });
      expect(await project.states()).toBe('001 applied, 002 outOfOrder, 10 applied');
      const work = project.migrator.up({ outOfOrder: rule });
      if (rule === 'error') {
        expect((await errorOf(work)).code).toBe('out-of-order');
        expect(await project.tables()).toEqual(['items', 'users']);
        return;
      }
      const result = await work;
      expect(result.applied.map(({ version }) => version)).toEqual(['002']);
      expect(result.warnings.filter(({ code }) => code === 'out-of-order')).toHaveLength(
        rule === 'warn' ? 1 : 0,
      );
    },
  );

  test('H6 the applied text is kept: shown, and rolled back from when the file is gone or changed', async () => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up();
    project.write({ '10_create_items.sql': null, '002_create_orders.sql': '-- migrate:up\nSELECT 1;\n' });
    const shown = await project.migrator.show('10');
    expect(shown).toMatchObject({ source: 'history', state: 'missing', name: 'create_items' });
    expect(shown.up).toContain('CREATE TABLE items');
    expect(shown.down).toContain('DROP TABLE items');
    expect((await errorOf(project.migrator.down({ count: 2 }))).code).toBe('checksum-mismatch');
    const result = await project.migrator.down({ count: 2, fromHistory: true });
    expect(result.failed).toBeNull();
    expect(await project.tables()).toEqual(['users']);
  });

  test('H2 the record goes with the migration: when it cannot be written nothing of the migration stands', async () => {
    project = await createProject(database, {
      '1_same.sql': '-- migrate:up\nCREATE TABLE first (id INTEGER);\n',
      '2_same.sql': '-- migrate:up\nCREATE TABLE second (id INTEGER);\n',
    });
    await project.migrator.up({ count: 1 });
    await project.sql('create unique index one_name on schema_migrations (name)');
    expect((await project.migrator.up()).failed!.migration.version).toBe('2');
    expect(await project.tables()).toEqual(['first']);
    expect(await project.states()).toBe('1 applied, 2 pending');
  });

  test.each([
    {
      tool: 'golang-migrate',
      ddl: 'create table schema_migrations (version bigint primary key, dirty boolean not null)',
    },
    { tool: 'dbmate', ddl: 'create table schema_migrations (version varchar(128) primary key)' },
  ])('C2 the history table of $tool is refused and left alone', async ({ ddl }) => {
    project = await createProject(database, threeMigrations);
    await project.sql(ddl);
    for (const work of [
      () => project.migrator.up(),
      () => project.migrator.status(),
      () => project.migrator.init(),
    ]) {
      expect((await errorOf(work())).code).toBe('foreign-history-table');
    }
    expect(await project.tables()).toEqual([]);
    expect((await project.with({ table: 'our_migrations' }).up()).applied).toHaveLength(3);
  });
});
