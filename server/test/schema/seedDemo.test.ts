import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DiffReport, diffLine, writeDiff } from '../../src/engine/index.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

const start = `
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(100), email VARCHAR(100));
CREATE INDEX idx_users_email ON users (email);
CREATE TABLE old_logs (id INTEGER NOT NULL PRIMARY KEY, line VARCHAR(200));
INSERT INTO users VALUES (1, 'Ada', 'ada@example.org');
INSERT INTO old_logs VALUES (1, 'kept');
`;

/** The dump, edited as the demo says: a new column, a wider type, an index and a table less. */
function edited(dump: string): string {
  return dump
    .replace(/CREATE TABLE \S*old_logs[\s\S]*?;\n/, '')
    .replace(/(ALTER TABLE \S*old_logs|CREATE INDEX idx_users_email)[\s\S]*?;\n/, '')
    .replace(/\n\s*KEY `?idx_users_email`?[^\n]*(?=\n)/, '')
    .replace(/,(\n\) ENGINE)/, '$1')
    .replace(/((?:character varying|varchar))\(100\)/i, '$1(200)')
    .replace(/(\n\s*)([`"]?)email\2/, '$1$2phone$2 varchar(20),$1$2email$2');
}

const lines = (report: DiffReport) => report.items.map(diffLine);

async function prepare(project: Project): Promise<void> {
  await project.sql(start);
  project.write('schema.sql', edited((await project.migrator.dump()).sql));
}

describe.each(databases)('$name', (database) => {
  test('S1 S4 S5 S6 S8 the demo of the seed: dump, edit, diff, generate, apply, take back', async () => {
    await using project = await createProject(database);
    await prepare(project);
    const target = { kind: 'schema', path: 'schema.sql' } as const;

    const listed = await project.migrator.diff({ target });
    expect(lines(listed)).toEqual([
      '+ ADD COLUMN users.phone VARCHAR(20)',
      '~ ALTER COLUMN users.name VARCHAR(100) -> VARCHAR(200)',
      '- DROP INDEX idx_users_email',
      '! DROP TABLE old_logs (DESTRUCTIVE)',
    ]);

    const report = await project.migrator.diff({ target, generate: true });
    expect(report.generated?.verification).toMatchObject({ state: 'verified' });
    const out = 'migrations/20240115160000_schema_update.sql';
    const files = writeDiff(report, { out, workingDirectory: project.folder });
    expect(files.map((file) => basename(file))).toEqual([
      '20240115160000_schema_update.up.sql',
      '20240115160000_schema_update.down.sql',
    ]);
    const up = project.read('migrations/20240115160000_schema_update.up.sql');
    expect(up).toMatch(/^-- \+migrate Up\n-- Verified on a scratch database/);
    expect(up).toMatch(/^-- WARNING: .*old_logs.*\n-- DROP TABLE .*old_logs\W?;$/m);
    const down = project.read('migrations/20240115160000_schema_update.down.sql');
    expect(down).toMatch(/^-- \+migrate Down\n/);
    expect(down).toMatch(/^-- CREATE TABLE .*old_logs/m);
    expect(down).toContain('-- Cannot restore deleted data');

    expect(await project.migrator.up()).toMatchObject({ failed: null });
    expect(lines(await project.migrator.diff({ target }))).toEqual(['! DROP TABLE old_logs (DESTRUCTIVE)']);
    expect(await project.sql('SELECT name FROM users')).toEqual([{ name: 'Ada' }]);
    expect(await project.sql('SELECT line FROM old_logs')).toEqual([{ line: 'kept' }]);

    expect(await project.migrator.down()).toMatchObject({ failed: null });
    expect(lines(await project.migrator.diff({ target }))).toEqual(lines(listed));
    expect(await project.sql('SELECT name, email FROM users')).toEqual([
      { name: 'Ada', email: 'ada@example.org' },
    ]);
  });

  test('S6 S8 allowed to lose data, the diff is empty after the up, and the down brings the structure back', async () => {
    await using project = await createProject(database);
    await prepare(project);
    const before = (await project.migrator.dump()).sql;
    const target = { kind: 'schema', path: 'schema.sql' } as const;
    const report = await project.migrator.diff({ target, generate: true, allowDestructive: true });
    writeDiff(report, { out: project.path('migrations/1_update.sql'), singleFile: true });
    const text = project.read('migrations/1_update.sql');
    expect(text).toMatch(/^-- WARNING: .*old_logs.*\nDROP TABLE /m);
    expect(text).toContain('-- Cannot restore deleted data: the rows of old_logs are gone');

    expect(await project.migrator.up()).toMatchObject({ failed: null });
    expect(lines(await project.migrator.diff({ target }))).toEqual([]);
    expect(await project.migrator.down()).toMatchObject({ failed: null });
    expect((await project.migrator.dump()).sql).toBe(before);
    expect(await project.sql('SELECT * FROM old_logs')).toEqual([]);
  });

  test('S4 nothing differs: an empty list, and nothing is written', async () => {
    await using project = await createProject(database);
    await project.sql(start);
    project.write('schema.sql', (await project.migrator.dump()).sql);
    const report = await project.migrator.diff({
      target: { kind: 'schema', path: 'schema.sql' },
      generate: true,
    });
    expect(report).toMatchObject({ items: [], generated: null, suggestions: [] });
    expect(writeDiff(report, { out: project.path('migrations/1_none.sql') })).toEqual([]);
  });
});
