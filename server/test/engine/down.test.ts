import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createProject, errorOf, type Project, threeMigrations } from './project.ts';

const versions = (list: readonly { readonly version: string }[]) => list.map(({ version }) => version);

describe.each(databases)('$name: down', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  test.each([
    { options: {}, rolledBack: ['10'] },
    { options: { count: 2 }, rolledBack: ['10', '002'] },
    { options: { to: '1' }, rolledBack: ['10', '002'] },
    { options: { to: '10' }, rolledBack: [] },
    { options: { count: 9 }, rolledBack: ['10', '002', '001'] },
  ])('R1 R2 down $options rolls back $rolledBack, newest first', async ({ options, rolledBack }) => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up();
    const dry = await project.migrator.down({ ...options, dryRun: true });
    expect(versions(dry.rolledBack)).toEqual(rolledBack);
    expect(await project.tables()).toHaveLength(3);
    const result = await project.migrator.down(options);
    expect(versions(result.rolledBack)).toEqual(rolledBack);
    expect(await project.tables()).toHaveLength(3 - rolledBack.length);
  });

  test.each([
    { to: '77', code: 'unknown-version' },
    { to: '10', code: 'version-not-applied' },
  ])('R2 down --to $to is an error: $code', async ({ to, code }) => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up({ count: 1 });
    expect((await errorOf(project.migrator.down({ to }))).code).toBe(code);
    expect(await project.tables()).toEqual(['users']);
  });

  test('R3 a failing rollback of several leaves each migration whole', async () => {
    project = await createProject(database, {
      ...threeMigrations,
      '001_create_users.down.sql': 'ALTER TABLE users ADD COLUMN half INTEGER;\nDROP TABLE nowhere;\n',
    });
    await project.migrator.up();
    const before = await project.rows('select * from users');
    const result = await project.migrator.down({ count: 3 });
    expect(result.failed!.migration.version).toBe('001');
    expect(result.failed!.direction).toBe('down');
    expect(await project.rows('select * from users')).toEqual(before);
    const columns = await project.sql('insert into users values (1, null)').then(() => 'as before', String);
    expect(columns).toBe('as before');
    const transactional = database.dialect === 'postgres' || database.dialect === 'sqlite';
    expect(await project.states()).toBe(
      transactional ? '001 applied, 002 applied, 10 applied' : '001 applied, 002 pending, 10 pending',
    );
  });

  test('R5 a missing down stops the rollback before anything runs; --force removes the record only', async () => {
    project = await createProject(database, {
      ...threeMigrations,
      '001_create_users.down.sql': 'DROP TABLE users;',
    });
    project.write({ '11_only_up.sql': '-- migrate:up\nCREATE TABLE kept (id INTEGER);\n' });
    await project.migrator.up();
    const error = await errorOf(project.migrator.down({ count: 2 }));
    expect(error).toMatchObject({ code: 'missing-down', details: { version: '11' } });
    expect(error.details.place!.file).toMatch(/11_only_up\.sql$/);
    expect(await project.tables()).toHaveLength(4);
    const forced = await project.migrator.down({ count: 2, force: true });
    expect(forced.rolledBack.map(({ version, recordOnly }) => [version, recordOnly])).toEqual([
      ['11', true],
      ['10', false],
    ]);
    expect(await project.tables()).toEqual(['kept', 'orders', 'users']);
  });

  test('R6 fresh drops everything and applies all again; production asks first', async () => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up({ count: 2 });
    await project.sql('create table stray (id integer)');
    await project.sql('create view v as select id from users');
    expect((await errorOf(project.with({ production: 'live' }).fresh())).code).toBe(
      'production-confirmation',
    );
    expect(await project.tables()).toContain('stray');
    const result = await project.with({ production: 'live' }).fresh({ confirmed: true });
    expect(versions(result.applied)).toEqual(['001', '002', '10']);
    expect(await project.tables()).toEqual(['items', 'orders', 'users']);
  });

  test('R7 redo rolls the last back and applies it again', async () => {
    project = await createProject(database, threeMigrations);
    await project.migrator.up();
    const result = await project.migrator.redo();
    expect([versions(result.rolledBack), versions(result.applied)]).toEqual([['10'], ['10']]);
    expect(await project.states()).toBe('001 applied, 002 applied, 10 applied');
  });

  test('R7 baseline records without running; repair accepts a changed file', async () => {
    project = await createProject(database, threeMigrations);
    expect(versions((await project.migrator.baseline('2')).changed)).toEqual(['001', '002']);
    expect(await project.tables()).toEqual([]);
    project.write({ '001_create_users.up.sql': 'CREATE TABLE users (id INTEGER);\n' });
    expect(await project.states()).toBe('001 modified, 002 applied, 10 pending');
    expect(versions((await project.migrator.repair()).changed)).toEqual(['001']);
    expect(versions((await project.migrator.repair()).changed)).toEqual([]);
    expect(await project.states()).toBe('001 applied, 002 applied, 10 pending');
    expect((await errorOf(project.migrator.baseline('99'))).code).toBe('unknown-version');
  });
});
