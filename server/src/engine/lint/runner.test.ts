import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LintText, lintText } from './lint.testing.ts';
import type { DialectName } from './rule.ts';

const off = { 'require-lock-timeout': 'off', 'foreign-key-without-index': 'off' } as const;

function lines(sql: string, options: Partial<LintText> = {}): readonly string[] {
  const text = options.whole ? sql : `-- migrate:up${options.outside ? ' transaction:false' : ''}\n${sql}`;
  return lintText(sql, {
    dialect: 'postgres',
    ...options,
    severities: { ...off, ...options.severities },
  }).map(({ code, severity, place }) => `${severity} ${code}: ${text.slice(place.start, place.end)}`);
}

const dropped = 'warning drop-table: users';

interface Case {
  readonly title: string;
  readonly sql: string;
  readonly options?: Partial<LintText>;
  readonly found: readonly string[];
}

const suppressions: readonly Case[] = [
  {
    title: 'a comment in front of a statement reaches that one only',
    sql: '-- migrate:allow drop-table\nDROP TABLE users;\nDROP TABLE orders;',
    found: ['warning drop-table: orders'],
  },
  {
    title: 'several rules, and a reason',
    sql: '-- migrate:allow drop-table, drop-cascade -- nobody uses it\nDROP TABLE users CASCADE;',
    found: [],
  },
  {
    title: 'the whole file',
    sql: 'DROP TABLE users;\n-- migrate:allow-file drop-table\nDROP TABLE orders;',
    found: [],
  },
  {
    title: 'in front of the first marker it is the whole file',
    sql: '-- migrate:allow drop-table\n-- migrate:up\nDROP TABLE users;\nDROP TABLE orders;\n-- migrate:down\nSELECT 1;',
    options: { whole: true },
    found: [],
  },
  {
    title: 'another rule takes nothing away, and is told',
    sql: '-- migrate:allow drop-column\nDROP TABLE users;',
    found: ['warning unused-suppression: drop-column', dropped],
  },
  {
    title: 'one that is no comment allows nothing',
    sql: "SELECT '\n-- migrate:allow drop-table\n';\nDROP TABLE users;",
    found: [dropped],
  },
  {
    title: 'behind the statement it allows nothing',
    sql: 'DROP TABLE users;\n-- migrate:allow drop-table',
    found: [dropped, 'warning unused-suppression: drop-table'],
  },
];

test.each(suppressions)('suppression: $title', ({ sql, options, found }) => {
  expect(lines(sql, options)).toEqual(found);
});

const severities: readonly Case[] = [
  { title: 'off', sql: 'DROP TABLE users;', options: { severities: { 'drop-table': 'off' } }, found: [] },
  {
    title: 'another severity',
    sql: 'DROP TABLE users;',
    options: { severities: { 'drop-table': 'error' } },
    found: ['error drop-table: users'],
  },
  {
    title: 'rules of taste are silent',
    sql: 'CREATE TABLE "T" (id int PRIMARY KEY, a varchar(3));',
    found: [],
  },
  {
    title: 'until they are asked',
    sql: 'CREATE TABLE t (id int PRIMARY KEY, a varchar(3));',
    options: { severities: { 'prefer-text': 'warning' } },
    found: ['warning prefer-text: varchar(3)'],
  },
];

test.each(severities)('configured severity: $title', ({ sql, options, found }) => {
  expect(lines(sql, options)).toEqual(found);
});

const catalogs: readonly Case[] = [
  {
    title: 'a table of the same migration raises no alarm',
    sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a int);\nCREATE INDEX i ON t (a);\nALTER TABLE t ALTER COLUMN a SET NOT NULL;\nALTER TABLE t DROP COLUMN a;',
    found: [],
  },
  {
    title: 'IF EXISTS of what was never made is no loss',
    sql: 'DROP TABLE IF EXISTS nothing;',
    options: { before: 'CREATE TABLE t (id int);' },
    found: [],
  },
  {
    title: 'a renamed table is known by its new name',
    sql: 'ALTER TABLE people ALTER COLUMN a TYPE varchar(20);',
    options: { before: 'CREATE TABLE users (a varchar(10));\nALTER TABLE users RENAME TO people;' },
    found: [],
  },
  {
    title: 'a down that takes its own up back is quiet',
    sql: '-- migrate:up\nCREATE TABLE t (id int PRIMARY KEY);\nALTER TABLE users ADD COLUMN a int;\nCREATE TABLE u (id int PRIMARY KEY);\n-- migrate:down\nDROP TABLE u;\nALTER TABLE users DROP COLUMN a;\nDROP TABLE t;',
    options: { whole: true, before: 'CREATE TABLE users (id int);' },
    found: [],
  },
  {
    title: 'a broken statement silences no other',
    sql: 'CREATE TABLE (;\nALTER TABLE users ADD COLUMN;\nDROP TABLE users;',
    found: [dropped],
  },
];

test.each(catalogs)('the catalog: $title', ({ sql, options, found }) => {
  expect(lines(sql, options)).toEqual(found);
});

describe('any text', () => {
  const fragments =
    `CREATE TABLE t ( id int ) ; ALTER TABLE t ADD COLUMN x DROP CONSTRAINT DEFAULT ( , ' " -- migrate:allow
    drop-table RENAME TO UPDATE SET = WHERE INSERT INTO VALUES INDEX ON CONCURRENTLY REFERENCES CHECK PRAGMA`.split(
      /\s+/,
    );
  const dialects: readonly DialectName[] = ['postgres', 'mysql', 'mariadb', 'sqlite'];
  test.each(dialects)('is survived, and every place is in the text: %s', (dialect) => {
    assert(
      property(
        string({ unit: constantFrom(...fragments.map((one) => `${one} `), '\n', '\u00e9'), maxLength: 60 }),
        (sql) => {
          for (const { place } of lintText(sql, { dialect })) {
            expect(place.start! <= place.end! && place.end! <= sql.length + 14).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

test('a file-level finding comes once, with the other places beside it', () => {
  const sql =
    'ALTER TABLE a ADD COLUMN x int;\nALTER TABLE a ADD COLUMN y int;\nALTER TABLE a ADD COLUMN z int;';
  const found = lintText(sql, { dialect: 'postgres' }).filter(({ code }) => code === 'require-lock-timeout');
  expect(found).toHaveLength(1);
  expect(found[0]!.related).toHaveLength(2);
});
