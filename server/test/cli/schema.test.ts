import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createWorkspace } from './workspace.ts';

const schema = `CREATE TABLE users (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  email VARCHAR(200)
);
CREATE INDEX idx_users_email ON users (email);
CREATE TABLE old_logs (id INTEGER NOT NULL PRIMARY KEY);
`;
const wanted = `CREATE TABLE users (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  email VARCHAR(200),
  phone VARCHAR(20)
);
`;

describe.each(databases)('$name: dump and diff', (database) => {
  test('S1 S4 S5 S6 C5 the script of the schema diff', async () => {
    const workspace = await createWorkspace(database, { '20240115100000_all.up.sql': schema });
    await workspace.run('up -q');
    const dumped = await workspace.run('dump');
    expect([dumped.exit, dumped.stderr]).toEqual([0, '']);
    workspace.write({ 'dumped.sql': dumped.stdout, 'schema.sql': wanted });
    expect(await workspace.run('diff --schema dumped.sql --check')).toMatchObject({
      exit: 0,
      stdout: 'No differences\n',
    });
    expect((await workspace.run('diff --to-migrations --check')).exit).toBe(0);

    const diff = await workspace.run('diff --schema schema.sql');
    expect(diff.exit).toBe(0);
    expect(diff.stdout.trimEnd().split('\n').sort()).toEqual(
      [
        'Diff:',
        '+ ADD COLUMN users.phone VARCHAR(20)',
        '~ ALTER COLUMN users.name VARCHAR(100) -> VARCHAR(200)',
        '- DROP INDEX idx_users_email',
        '! DROP TABLE old_logs (DESTRUCTIVE)',
      ].sort(),
    );
    expect((await workspace.run('diff --schema schema.sql --check')).exit).toBe(3);
    const json = (await workspace.run('diff --schema schema.sql --json')).json() as { changes: unknown[] };
    expect(json.changes).toHaveLength(4);
    expect((await workspace.run('diff --schema schema.sql --sql')).stdout).toContain('-- +migrate Up');

    const out = await workspace.run(
      'diff --schema schema.sql --out migrations/20240115160000_schema_update.sql',
    );
    expect(out.stdout).toContain(
      'Wrote migrations/20240115160000_schema_update.up.sql\nWrote migrations/20240115160000_schema_update.down.sql',
    );
    const up = readFileSync(join(workspace.folder, 'migrations/20240115160000_schema_update.up.sql'), 'utf8');
    expect(up).toMatch(/^-- \+migrate Up\n/);
    expect(up).toMatch(/^-- WARNING: .*old_logs/m);
    expect((await workspace.run('up -q')).exit).toBe(0);
    expect(await workspace.tables()).toContain('old_logs');
    expect((await workspace.run('diff --schema schema.sql')).stdout).toBe(
      'Diff:\n! DROP TABLE old_logs (DESTRUCTIVE)\n',
    );
    expect((await workspace.run('down -q')).exit).toBe(0);
    expect((await workspace.run('diff --schema dumped.sql --check')).exit).toBe(0);
  });

  test('S4 with nothing to write --out writes nothing and says so; a second target is a usage error', async () => {
    const workspace = await createWorkspace(database, { '1_all.up.sql': schema });
    await workspace.run('up -q');
    workspace.write({ 'schema.sql': schema });
    const before = readdirSync(join(workspace.folder, 'migrations'));
    const run = await workspace.run('diff --schema schema.sql --out migrations/2_x.sql');
    expect([run.exit, run.stdout]).toEqual([0, 'No differences\nNothing to write\n']);
    expect(readdirSync(join(workspace.folder, 'migrations'))).toEqual(before);
    expect((await workspace.run('diff --schema schema.sql --to-migrations')).exit).toBe(2);
    expect((await workspace.run('diff')).exit).toBe(2);
    expect((await workspace.run('diff --schema nowhere.sql')).stderr).toContain('error[schema-file-missing]');
    workspace.write({ 'migrate.config.json': '{ "schemaFile": "schema.sql" }' });
    expect((await workspace.run('diff --check')).exit).toBe(0);
  });

  test('S1 dump --out-dir writes one file per table, which diff reads', async () => {
    const workspace = await createWorkspace(database, { '1_all.up.sql': schema });
    await workspace.run('up -q');
    expect((await workspace.run('dump --out-dir tables')).exit).toBe(0);
    expect((await workspace.run('diff --schema tables --check')).exit).toBe(0);
  });
});
