import { describe, expect, test } from 'vitest';
import { diffLine, writeDiff } from '../../src/engine/index.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

const target = { kind: 'schema', path: 'schema.sql' } as const;

async function generateAndApply(project: Project, schema: string, allowDestructive = false) {
  project.write('schema.sql', schema);
  const report = await project.migrator.diff({ target, generate: true, allowDestructive });
  expect(report.generated?.verification).toEqual({ state: 'verified', reason: null, differences: [] });
  writeDiff(report, { out: 'migrations/1_update.sql', workingDirectory: project.folder });
  expect(await project.migrator.up()).toMatchObject({ failed: null });
  return report;
}

/** What only one database has, beside the tables that all have. */
const more: Readonly<Record<string, string>> = {
  postgres: `CREATE TYPE level AS ENUM ('low', 'high');
CREATE SCHEMA attic;
CREATE TABLE attic.things (id int PRIMARY KEY, l level);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER stamped BEFORE INSERT ON attic.things FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE attic.things ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON attic.things USING (id > 0);`,
  mysql: 'CREATE TRIGGER stamped BEFORE INSERT ON old_logs FOR EACH ROW SET NEW.line = 1;',
  sqlite: 'CREATE TRIGGER stamped AFTER INSERT ON old_logs BEGIN SELECT 1; END;',
};

describe.each(databases)('$name', (database) => {
  test('S6 what stays for its data keeps what hangs on it and what it needs, and the rest changes', async () => {
    await using project = await createProject(database);
    await project.sql(`CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20), age INTEGER NOT NULL,
  CONSTRAINT grown CHECK (age > 0));
CREATE INDEX by_age ON users (age);
CREATE TABLE old_logs (id INTEGER NOT NULL PRIMARY KEY, line INTEGER, user_id INTEGER,
  CONSTRAINT old_logs_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE VIEW log_lines AS SELECT line FROM old_logs;
INSERT INTO users VALUES (1, 'Ada', 36);
INSERT INTO old_logs VALUES (1, 1, 1);
${more[database.dialect]}`);
    await generateAndApply(
      project,
      'CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50), nick VARCHAR(9));',
    );
    expect(await project.sql('SELECT name, age FROM users')).toEqual([{ name: 'Ada', age: 36 }]);
    expect(await project.sql('SELECT line, user_id FROM old_logs')).toEqual([{ line: 1, user_id: 1 }]);
    const left = (await project.migrator.diff({ target })).items.map(diffLine);
    expect(left).toContain('! DROP COLUMN users.age (DESTRUCTIVE)');
    expect(left).toContain('! DROP TABLE old_logs (DESTRUCTIVE)');
    expect(left.filter((line) => /name|nick|VIEW/.test(line))).toEqual([]);
    expect(await project.migrator.down()).toMatchObject({ failed: null });
    expect(await project.sql('SELECT line FROM log_lines')).toEqual([{ line: 1 }]);
  });

  test('S6 nothing but losses: nothing is written, and what there is to say is said', async () => {
    await using project = await createProject(database);
    await project.sql(
      'CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY); CREATE TABLE gone (id INTEGER NOT NULL PRIMARY KEY);',
    );
    project.write('schema.sql', 'CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY);');
    const report = await project.migrator.diff({ target, generate: true });
    expect(report.items.map(diffLine)).toEqual(['! DROP TABLE gone (DESTRUCTIVE)']);
    expect(report.generated).toMatchObject({
      migrations: [],
      withheld: [{ sql: expect.stringContaining('DROP TABLE') }],
    });
    expect(writeDiff(report, { out: project.path('migrations/1_none.sql') })).toEqual([]);
  });

  test('S6 the down of a drop runs on tables that hold rows', async () => {
    await using project = await createProject(database);
    await project.sql(`CREATE TABLE teams (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL);
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, born DATE NOT NULL, score INTEGER NOT NULL, nick VARCHAR(9) NOT NULL, team_id INTEGER,
  CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id));
INSERT INTO teams VALUES (1, 'red');
INSERT INTO users VALUES (1, '2000-01-02', 5, 'a', 1);
INSERT INTO users VALUES (2, '2000-01-02', 6, 'b', NULL);`);
    await generateAndApply(
      project,
      'CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, team_id INTEGER);',
      true,
    );
    expect((await project.migrator.diff({ target })).items).toEqual([]);
    const down = project.read('migrations/1_update.down.sql');
    expect(down).toContain(
      '-- Cannot restore deleted data: the rows of teams are gone, only its structure comes back.',
    );
    expect(down).toContain('-- Cannot restore deleted data: the contents of users.nick are gone.');
    expect(await project.migrator.down()).toMatchObject({ failed: null });
    expect(await project.sql('SELECT id, score, nick, team_id FROM users ORDER BY id')).toEqual([
      { id: 1, score: 0, nick: '', team_id: 1 },
      { id: 2, score: 0, nick: '', team_id: null },
    ]);
  });

  test('S9 a changed parent keeps every child row, under foreign keys that cascade', async () => {
    await using project = await createProject(database);
    const children = Array.from({ length: 300 }, (_, index) => `(${index + 1}, ${(index % 3) + 1})`).join(
      ', ',
    );
    const child = `CREATE TABLE children (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER NOT NULL,
  CONSTRAINT children_parent FOREIGN KEY (parent_id) REFERENCES parents (id) ON DELETE CASCADE);`;
    await project.sql(`CREATE TABLE parents (id INTEGER NOT NULL PRIMARY KEY, a INTEGER);
${child}
INSERT INTO parents VALUES (1, 10), (2, 20), (3, NULL);
INSERT INTO children VALUES ${children};`);
    await generateAndApply(
      project,
      `CREATE TABLE parents (id INTEGER NOT NULL PRIMARY KEY, a VARCHAR(20) DEFAULT 'x', CONSTRAINT present CHECK (a <> 'y'));\n${child}`,
    );
    const count = async () => Number((await project.sql('SELECT count(*) AS n FROM children'))[0]!.n);
    expect(await count()).toBe(300);
    expect(await project.sql('SELECT a FROM parents ORDER BY id')).toEqual([
      { a: '10' },
      { a: '20' },
      { a: null },
    ]);
    expect(await project.migrator.down()).toMatchObject({ failed: null });
    expect(await count()).toBe(300);
    expect(await project.sql('SELECT a FROM parents ORDER BY id')).toEqual([
      { a: 10 },
      { a: 20 },
      { a: null },
    ]);
  });
});
