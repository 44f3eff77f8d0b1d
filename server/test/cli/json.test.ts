import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createWorkspace, migration, tableMigration } from './workspace.ts';

const files = {
  '001_a.sql': tableMigration('a'),
  '2_b.sql': tableMigration('b'),
  '0003_c.sql': tableMigration('c'),
};
const done = (version: string, name: string) => ({ version, name, durationMs: expect.any(Number) as number });
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as string;
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe.each(databases)('$name: JSON', (database) => {
  test('C3 status', async () => {
    const workspace = await createWorkspace(database, files);
    await workspace.run('up 2');
    workspace.write({
      'migrations/001_a.sql': `${tableMigration('a')}-- changed\n`,
      'migrations/2_b.sql': null,
    });
    const run = await workspace.run('status --json');
    expect(run.json()).toEqual({
      migrations: [
        {
          version: '001',
          name: 'a',
          state: 'modified',
          appliedAt: time,
          checksum: sha(`${files['001_a.sql']}-- changed\n`),
          recordedChecksum: sha(files['001_a.sql']),
        },
        {
          version: '2',
          name: 'b',
          state: 'missing',
          appliedAt: time,
          checksum: null,
          recordedChecksum: sha(files['2_b.sql']),
        },
        {
          version: '0003',
          name: 'c',
          state: 'pending',
          appliedAt: null,
          checksum: sha(files['0003_c.sql']),
          recordedChecksum: null,
        },
      ],
    });
  });

  test('C3 up, down, redo, fresh and their dry runs', async () => {
    const workspace = await createWorkspace(database, files);
    const all = [done('001', 'a'), done('2', 'b'), done('0003', 'c')];
    const nothing = { applied: [], rolledBack: [], skipped: [], failed: null };
    const check = async (args: string, expected: object) =>
      expect((await workspace.run(`${args} --json`)).json()).toEqual({ ...nothing, ...expected });
    await check('up --dry-run', { dryRun: true, applied: all });
    await check('up', { applied: all });
    await check('up', {});
    await check('redo', { applied: [all[2]], rolledBack: [all[2]] });
    await check('down 2 --dry-run', { dryRun: true, rolledBack: [all[2], all[1]] });
    await check('down --to 1', { rolledBack: [all[2], all[1]] });
    await check('fresh', { applied: all });
  });

  test('C3 a failure has its file, line and statement, and the skipped ones', async () => {
    const broken = migration(
      'INSERT INTO a VALUES (1);\n\n  INSERT INTO\n    nowhere VALUES (1);',
      'DELETE FROM a;',
    );
    const workspace = await createWorkspace(database, { ...files, '2_b.sql': broken });
    const run = await workspace.run('up --json');
    expect(run.exit).toBe(1);
    const document = run.json() as { failed: { error: { message: string } } };
    expect(document).toEqual({
      applied: [done('001', 'a')],
      rolledBack: [],
      skipped: [{ version: '0003', name: 'c' }],
      failed: {
        version: '2',
        name: 'b',
        error: {
          code: 'statement-failed',
          message: expect.stringContaining('nowhere') as string,
          file: expect.stringMatching(/2_b\.sql$/) as string,
          line: 4,
          statement: 'INSERT INTO\n    nowhere VALUES (1)',
        },
      },
    });
    expect(document.failed.error).toHaveProperty('file', join(workspace.folder, 'migrations', '2_b.sql'));
  });

  test('C3 init, new, baseline, repair, show, validate', async () => {
    const workspace = await createWorkspace(database, files);
    const document = async (args: string) => (await workspace.run(`${args} --json`)).json();
    expect(await document('init')).toEqual({ table: 'schema_migrations', created: true });
    expect(await document('baseline 2')).toEqual({
      changed: [
        { version: '001', name: 'a' },
        { version: '2', name: 'b' },
      ],
    });
    expect(await document('repair')).toEqual({ changed: [] });
    expect(await document('show 1')).toEqual({
      version: '001',
      name: 'a',
      state: 'applied',
      appliedAt: time,
      checksum: sha(files['001_a.sql']),
      source: 'history',
      up: 'CREATE TABLE a (id INTEGER PRIMARY KEY);\n\n',
      down: 'DROP TABLE a;\n',
    });
    expect(await document('new add phone')).toEqual({
      version: '0004',
      name: 'add_phone',
      files: [join(workspace.folder, 'migrations', '0004_add_phone.sql')],
    });
    expect(await document('validate')).toEqual({
      diagnostics: expect.arrayContaining([
        {
          code: 'empty-up',
          severity: 'error',
          message: expect.any(String) as string,
          file: join(workspace.folder, 'migrations', '0004_add_phone.sql'),
          line: 1,
          column: 1,
        },
      ]) as unknown[],
    });
  });
});

test('C3 an error before a run', async () => {
  const workspace = await createWorkspace(databases.at(-1)!, files);
  const run = await workspace.run('up --to 77 --json');
  expect(run.json()).toEqual({
    error: {
      code: 'unknown-version',
      message: 'There is no migration with version 77.',
      file: null,
      line: null,
      column: null,
      version: null,
      statement: null,
      hint: '`migrate status` lists the versions.',
      database: null,
      others: [],
    },
  });
  expect(run.stderr).toContain('error[unknown-version]');
  expect((await workspace.run('--json up --frob')).json()).toMatchObject({ error: { code: 'usage' } });
});
