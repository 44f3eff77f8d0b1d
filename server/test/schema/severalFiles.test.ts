import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diffLine, writeDiff } from '../../src/engine/index.ts';
import { allServers } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

const target = { kind: 'schema', path: 'schema.sql' } as const;
const out = 'migrations/20240115160000_update.sql';

/** Generates the migrations from what is there to `schema`, applies them one by one, and takes them back one by one. */
async function oneByOne(
  project: Project,
  schema: string,
  options: { concurrently?: boolean },
): Promise<readonly string[]> {
  project.write('schema.sql', schema);
  const before = (await project.migrator.dump()).sql;
  const report = await project.migrator.diff({ target, generate: true, ...options });
  expect(report.generated?.verification).toEqual({ state: 'verified', reason: null, differences: [] });
  const files = writeDiff(report, { out, workingDirectory: project.folder }).map((file) => basename(file));
  const dumps = [before];
  for (let applied = 0; applied < files.length / 2; applied++) {
    expect(await project.migrator.up({ count: 1 })).toMatchObject({
      failed: null,
      applied: [expect.anything()],
    });
    dumps.push((await project.migrator.dump()).sql);
  }
  expect((await project.migrator.diff({ target })).items.map(diffLine)).toEqual([]);
  // A single step back and forth again must find what it needs.
  expect(await project.migrator.redo()).toMatchObject({ failed: null });
  while (dumps.length > 1) {
    expect((await project.migrator.dump()).sql).toBe(dumps.pop());
    expect(await project.migrator.down()).toMatchObject({ failed: null });
  }
  expect((await project.migrator.dump()).sql).toBe(before);
  return files;
}

describe.each(allServers.filter(({ dialect }) => dialect === 'postgres'))('$name', (database) => {
  test('S5 an enum value used at once becomes a second migration with the next version', async () => {
    await using project = await createProject(database);
    await project.sql(
      "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (id int PRIMARY KEY, m mood); INSERT INTO t VALUES (1, 'sad');",
    );
    const schema =
      "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'happy', n int);";
    expect(await oneByOne(project, schema, {})).toEqual([
      ...['20240115160000_update.up.sql', '20240115160000_update.down.sql'],
      ...['20240115160001_update_after_commit.up.sql', '20240115160001_update_after_commit.down.sql'],
    ]);
    expect(await project.sql('SELECT id, m FROM t')).toEqual([{ id: 1, m: 'sad' }]);
  });

  test('S5 indexes and constraints that keep nobody waiting stand in a migration without transaction', async () => {
    await using project = await createProject(database);
    await project.sql(
      'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b text); INSERT INTO t VALUES (1, NULL, NULL);',
    );
    const schema = `CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES a (id), b text, c int, CHECK (a > 0));
CREATE INDEX t_b ON t (b);
CREATE UNIQUE INDEX t_a ON t (a);`;
    const files = await oneByOne(project, schema, { concurrently: true });
    expect(files).toContain('20240115160000_update.up.sql');
    expect(files).toContain('20240115160001_update_concurrently.up.sql');
    const text = project.read('migrations/20240115160001_update_concurrently.up.sql');
    expect(text).toMatch(/^-- \+migrate Up transaction:false\n/);
    expect(text).toMatch(/CREATE INDEX CONCURRENTLY t_b/);
    expect(files.map((file) => project.read(`migrations/${file}`)).join('')).toMatch(
      /NOT VALID[\s\S]*VALIDATE CONSTRAINT/,
    );
  });
});
