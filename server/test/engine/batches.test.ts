import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

type Files = Record<string, string>;

/** Numbered from 1: the up sections, one after the other. */
function numbered(sections: readonly string[]): Files {
  return Object.fromEntries(
    sections.map((sql, index): [string, string] => [`${index + 1}_step.sql`, `-- migrate:up\n${sql}\n`]),
  );
}

const table = (name: string) => `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, note VARCHAR(20));`;
const tables = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => table(`t${from + index}`));

interface Case {
  readonly name: string;
  readonly sections: readonly string[];
  /** How many are applied; the next one fails. */
  readonly applied: number;
  /** What the database says of the failing statement. */
  readonly says?: RegExp;
  readonly only?: 'postgres' | 'sqlite' | 'mysql';
}

const cases: readonly Case[] = [
  { name: 'all of them run', sections: tables(70), applied: 70 },
  {
    name: 'the first fails',
    sections: ['INSERT INTO nowhere VALUES (1);', ...tables(3)],
    applied: 0,
    says: /nowhere/,
  },
  {
    name: 'one in the middle fails after a statement of its own',
    sections: [...tables(4), `${table('half')}\nINSERT INTO nowhere VALUES (1);`, ...tables(4, 4)],
    applied: 4,
    says: /nowhere/,
  },
  {
    name: 'the last fails',
    sections: [...tables(40), 'INSERT INTO t0 VALUES (1, 1);\nINSERT INTO t0 VALUES (1, 2);'],
    applied: 40,
    says: /unique|duplicate/i,
  },
  {
    name: 'a constraint that waits for COMMIT is not mended by the next one',
    sections: [
      table('parents'),
      'CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);',
      'INSERT INTO children VALUES (1, 7);',
      "INSERT INTO parents VALUES (7, 'late');",
    ],
    applied: 2,
    says: /foreign key/i,
  },
  {
    name: 'a value is usable when its own migration is through',
    sections: [
      "CREATE TYPE mood AS ENUM ('sad');",
      'CREATE TABLE people (id INTEGER, mood mood);',
      "ALTER TYPE mood ADD VALUE 'glad';",
      "INSERT INTO people VALUES (1, 'glad');",
    ],
    applied: 4,
    only: 'postgres',
  },
  {
    name: 'what one sets does not reach the next',
    sections: [
      table('t0'),
      'CREATE SCHEMA elsewhere;',
      'SET search_path = elsewhere;',
      "CREATE FUNCTION sets() RETURNS text LANGUAGE sql AS $$ SELECT set_config('search_path', 'elsewhere', false) $$;",
      'INSERT INTO t0 (id, note) SELECT 1, sets();',
      table('t1'),
    ],
    applied: 6,
    only: 'postgres',
  },
];

describe.each(databases)('$name: many pending', (database) => {
  let project: Project;
  afterEach(() => project.drop());
  const able = cases.filter(
    ({ only, name }) =>
      (only === undefined || only === database.dialect) &&
      (database.dialect !== 'mysql' || !name.includes('waits for COMMIT')),
  );

  test.each(able)('U3 $name: as if each had run alone', async ({ sections, applied, says }) => {
    project = await createProject(database, numbered(sections));
    const migrator = project.with({});
    const told: string[] = [];
    const result = await migrator.up({
      onEvent: (event) => {
        if (event.type === 'migrationStarted') told.push(`started ${event.index + 1} of ${event.total}`);
        if (event.type === 'statementDone') told.push(`  ${event.migration.version}`);
        if (event.type === 'migrationDone') told.push(`done ${event.migration.version}`);
        if (event.type === 'migrationFailed') told.push(`failed ${event.migration.version}`);
      },
    });
    const versions = sections.map((_, index) => String(index + 1));
    expect(result.applied.map(({ version }) => version)).toEqual(versions.slice(0, applied));
    expect(result.failed?.migration.version).toBe(versions[applied]);
    if (says !== undefined) expect(result.failed?.error.message).toMatch(says);
    expect(result.skipped.map(({ version }) => version)).toEqual(versions.slice(applied + 1));
    const history = await project.rows('SELECT version FROM schema_migrations');
    expect(history.map(({ version }) => String(version)).sort((a, b) => Number(a) - Number(b))).toEqual(
      versions.slice(0, applied),
    );
    const made = sections.slice(0, applied).flatMap((sql) => /^CREATE TABLE (\w+)/.exec(sql)?.[1] ?? []);
    expect([...(await project.tables())].sort()).toEqual(made.sort());
    // What is told is told once, in order, and as if each had run alone.
    const heard = told.filter((line) => !line.startsWith(' '));
    expect(heard).toEqual([
      ...versions
        .slice(0, applied)
        .flatMap((version) => [`started ${version} of ${versions.length}`, `done ${version}`]),
      ...(applied < versions.length
        ? [`started ${applied + 1} of ${versions.length}`, `failed ${applied + 1}`]
        : []),
    ]);
    for (const version of versions.slice(0, applied))
      expect(told.indexOf(`  ${version}`)).toBeLessThan(told.indexOf(`done ${version}`));
  });
});

describe.each(databases.filter(({ dialect }) => dialect === 'sqlite'))(
  '$name: one COMMIT for several',
  (database) => {
    let project: Project;
    afterEach(() => project.drop());

    test('U3 numbers of AUTOINCREMENT are as if a failing migration had run alone', async () => {
      project = await createProject(
        database,
        numbered([
          'CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, x);',
          'INSERT INTO n (x) VALUES (1);',
          'INSERT INTO n (x) VALUES (2);',
          'INSERT INTO n (x) VALUES (3);\nINSERT INTO nowhere VALUES (1);',
        ]),
      );
      expect((await project.migrator.up()).applied).toHaveLength(3);
      expect(await project.rows('SELECT id, x FROM n ORDER BY id')).toEqual([
        { id: 1, x: 1 },
        { id: 2, x: 2 },
      ]);
      expect(await project.rows("SELECT seq FROM sqlite_sequence WHERE name = 'n'")).toEqual([{ seq: 2 }]);
    });
  },
);
