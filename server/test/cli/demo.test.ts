import { describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createWorkspace, migration, tableMigration, type Workspace } from './workspace.ts';

const users = { '20240115100000_create_users.sql': tableMigration('users') };
const emailAndOrders = {
  '20240115110000_add_email_to_users.up.sql': 'ALTER TABLE users ADD COLUMN email VARCHAR(200);\n',
  '20240115110000_add_email_to_users.down.sql': 'ALTER TABLE users DROP COLUMN email;\n',
  '20240115120000_create_orders.sql': tableMigration('orders'),
};
const index = {
  '20240115130000_add_index.sql': migration('CREATE TABLE notes (id INTEGER);', 'DROP TABLE notes;'),
};
const products = {
  '20240115140000_create_products.sql': tableMigration('products'),
  '20240115150000_add_sku.sql': migration(
    'ALTER TABLE products ADD COLUMN sku VARCHAR(20);',
    'ALTER TABLE products DROP COLUMN sku;',
  ),
};

function add(workspace: Workspace, files: Readonly<Record<string, string>>): void {
  workspace.write(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`migrations/${name}`, text])),
  );
}

/** Runs a command and gives its lines, times made equal. */
async function lines(workspace: Workspace, args: string): Promise<readonly string[]> {
  const { exit, stdout, stderr } = await workspace.run(args);
  expect({ args, exit, errors: stderr.match(/error\[.*/)?.[0] }).toEqual({
    args,
    exit: 0,
    errors: undefined,
  });
  return stdout
    .trimEnd()
    .replace(/\([\d.]+m?s\)/g, '(15ms)')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '2024-01-15 10:00:00')
    .split('\n');
}

describe.each(databases)('$name: demo', (database) => {
  test('U1 U2 U4 U5 C4 the script of the runner', async () => {
    const workspace = await createWorkspace(database, users);
    expect(await lines(workspace, 'init')).toEqual(['Created schema_migrations table']);
    expect(await lines(workspace, 'up')).toEqual([
      'Applying 20240115100000_create_users... done (15ms)',
      'Applied 1 migration',
    ]);
    add(workspace, emailAndOrders);
    expect(await lines(workspace, 'status')).toEqual([
      'VERSION          NAME                  STATUS      APPLIED AT',
      '20240115100000   create_users          applied     2024-01-15 10:00:00',
      '20240115110000   add_email_to_users    pending     -',
      '20240115120000   create_orders         pending     -',
    ]);
    expect(await lines(workspace, 'up')).toEqual([
      'Applying 20240115110000_add_email_to_users... done (15ms)',
      'Applying 20240115120000_create_orders... done (15ms)',
      'Applied 2 migrations',
    ]);
    add(workspace, { ...index, ...products });
    expect(await lines(workspace, 'up 1')).toEqual([
      'Applying 20240115130000_add_index... done (15ms)',
      'Applied 1 migration',
    ]);
    const before = await workspace.tables();
    expect(await lines(workspace, 'up --dry-run')).toEqual([
      'Would apply: 20240115140000_create_products',
      'Would apply: 20240115150000_add_sku',
    ]);
    expect(await workspace.tables()).toEqual(before);
    expect(await lines(workspace, 'up --quiet')).toEqual(['']);
    expect(await lines(workspace, 'up')).toEqual(['No pending migrations']);
  });

  test('R1 R2 R6 the script of rollback', async () => {
    const workspace = await createWorkspace(database, { ...users, ...emailAndOrders });
    await workspace.run('up');
    expect(await lines(workspace, 'down')).toEqual([
      'Rolling back 20240115120000_create_orders... done (15ms)',
      'Rolled back 1 migration',
    ]);
    expect(await lines(workspace, 'down 2 --dry-run')).toEqual([
      'Would roll back: 20240115110000_add_email_to_users',
      'Would roll back: 20240115100000_create_users',
    ]);
    expect(await lines(workspace, 'down 2')).toEqual([
      'Rolling back 20240115110000_add_email_to_users... done (15ms)',
      'Rolling back 20240115100000_create_users... done (15ms)',
      'Rolled back 2 migrations',
    ]);
    expect(await lines(workspace, 'down')).toEqual(['Nothing to roll back']);
    await workspace.run('up');
    expect(await lines(workspace, 'down --to 20240115100000')).toEqual([
      'Rolling back 20240115120000_create_orders... done (15ms)',
      'Rolling back 20240115110000_add_email_to_users... done (15ms)',
      'Rolled back to version 20240115100000',
    ]);
    add(workspace, { ...index, ...products });
    const fresh = await lines(workspace, 'fresh --confirm');
    expect(fresh.slice(0, 3)).toEqual([
      'Dropping all tables...',
      'Running all migrations...',
      'Applying 20240115100000_create_users... done (15ms)',
    ]);
    expect(fresh.at(-1)).toBe('Applied 6 migrations');
    expect(await workspace.tables()).toEqual(
      ['notes', 'orders', 'products', 'schema_migrations', 'schema_migrations_journal', 'users'].sort(),
    );
  });

  test('R7 the other commands', async () => {
    const workspace = await createWorkspace(database, { ...users, ...emailAndOrders });
    expect(await lines(workspace, 'baseline 20240115100000')).toEqual([
      'Recorded 20240115100000_create_users',
      'Recorded 1 migration',
    ]);
    expect(await workspace.tables()).not.toContain('users');
    await workspace.run('down --force');
    await workspace.run('fresh');
    expect(await lines(workspace, 'redo')).toEqual([
      'Rolling back 20240115120000_create_orders... done (15ms)',
      'Applying 20240115120000_create_orders... done (15ms)',
      'Rolled back 1 migration',
      'Applied 1 migration',
    ]);
    add(workspace, { '20240115100000_create_users.sql': `${tableMigration('users')}-- changed\n` });
    expect(await lines(workspace, 'repair')).toEqual([
      'Accepted 20240115100000_create_users',
      'Accepted 1 migration',
    ]);
    expect(await lines(workspace, 'repair')).toEqual(['Nothing to repair']);
    expect(await lines(workspace, 'show 20240115120000')).toEqual([
      '-- migrate:up',
      'CREATE TABLE orders (id INTEGER PRIMARY KEY);',
      '',
      '-- migrate:down',
      'DROP TABLE orders;',
    ]);
    expect(await lines(workspace, 'validate')).toEqual(['The migrations are valid']);
    expect(await lines(workspace, 'init')).toEqual(['The schema_migrations table exists already']);
  });
});
