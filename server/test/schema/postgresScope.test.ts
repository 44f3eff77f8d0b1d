import { describe, expect, test } from 'vitest';
import { type DiffReport, diffLine } from '../../src/engine/index.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject } from './project.ts';

const lines = (report: DiffReport) => report.items.map(diffLine);

describe.each(databases.filter(({ dialect }) => dialect === 'postgres'))('$name', (database) => {
  test('S4 all schemas of the user, less what belongs to extensions; --schemas narrows it', async () => {
    await using project = await createProject(database);
    await using other = await createProject(database);
    const start =
      'CREATE EXTENSION hstore; CREATE SCHEMA a; CREATE TABLE a.t (id int PRIMARY KEY); CREATE SCHEMA b;';
    await project.sql(`${start} CREATE TABLE b.u (id int PRIMARY KEY);`);
    await other.sql(`${start} CREATE TABLE a.more (id int PRIMARY KEY);`);
    const target = { kind: 'database', url: other.url } as const;
    expect(lines(await project.migrator.diff({ target }))).toEqual([
      '+ CREATE TABLE a.more',
      '! DROP TABLE b.u (DESTRUCTIVE)',
    ]);
    expect(lines(await project.migrator.diff({ target, schemas: ['a'] }))).toEqual(['+ CREATE TABLE a.more']);
    const { sql } = await project.migrator.dump({ schemas: ['b'] });
    expect(sql).toContain('CREATE TABLE b.u');
    expect(sql).not.toMatch(/a\.t|hstore_/);
  });

  test('S3 owners and grants are compared with --privileges only', async () => {
    await using project = await createProject(database);
    await using other = await createProject(database);
    await project.sql('CREATE TABLE t (id int PRIMARY KEY);');
    await other.sql('CREATE TABLE t (id int PRIMARY KEY); GRANT SELECT ON t TO PUBLIC;');
    const target = { kind: 'database', url: other.url } as const;
    expect(lines(await project.migrator.diff({ target }))).toEqual([]);
    const report = await project.migrator.diff({ target, privileges: true, generate: true });
    expect(lines(report)).toHaveLength(1);
    expect(report.generated?.migrations[0]?.up.text).toMatch(/GRANT SELECT ON .*t TO PUBLIC/);
    expect(report.generated?.migrations[0]?.down.text).toMatch(/REVOKE SELECT ON .*t FROM PUBLIC/);
  });

  test('S4 what the model cannot hold is named and never dropped', async () => {
    await using project = await createProject(database);
    await using other = await createProject(database);
    await project.sql(
      "CREATE TABLE t (id int PRIMARY KEY); CREATE SUBSCRIPTION s CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE, create_slot = false, enabled = false);",
    );
    await other.sql('CREATE TABLE t (id int PRIMARY KEY, a int);');
    try {
      const report = await project.migrator.diff({
        target: { kind: 'database', url: other.url },
        generate: true,
        allowDestructive: true,
      });
      expect(lines(report)).toEqual([
        '+ ADD COLUMN t.a INTEGER',
        '? SUBSCRIPTION s is one too many (unmodelled: no statement is written)',
      ]);
      expect(report.generated?.migrations.map(({ up }) => up.text)).toEqual([
        'ALTER TABLE t ADD COLUMN a integer;\n',
      ]);
      expect(report.generated?.verification.state).toBe('verified');
    } finally {
      await project.sql('DROP SUBSCRIPTION s');
    }
  });
});
