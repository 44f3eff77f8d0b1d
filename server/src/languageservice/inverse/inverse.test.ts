import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from '../../engine/sql/index.ts';
import { pathOf, snapshotOf } from '../snapshot.testing.ts';
import { generateDown } from './section.ts';

const before =
  '-- migrate:up\nCREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, age INTEGER DEFAULT 3);\nCREATE TABLE logs (id int);\nALTER TABLE logs ADD COLUMN at date;\n';
const all = [postgresSyntax, mysqlSyntax, sqliteSyntax];
const pg = [postgresSyntax];
const my = [mysqlSyntax];

const cases: readonly (readonly [readonly SqlDialect[], string, readonly string[]])[] = [
  [
    all,
    'CREATE TABLE a (id int); CREATE TABLE IF NOT EXISTS b (id int)',
    ['DROP TABLE IF EXISTS b;', 'DROP TABLE a;'],
  ],
  [all, 'CREATE VIEW v AS SELECT 1', ['DROP VIEW v;']],
  [all, 'ALTER TABLE users ADD COLUMN phone TEXT', ['ALTER TABLE users DROP COLUMN phone;']],
  [all, 'ALTER TABLE users RENAME TO people', ['ALTER TABLE people RENAME TO users;']],
  [
    all,
    'ALTER TABLE users RENAME COLUMN name TO full_name',
    ['ALTER TABLE users RENAME COLUMN full_name TO name;'],
  ],
  [
    all,
    'ALTER TABLE users DROP COLUMN name',
    [
      '-- The data of users.name is gone: the column comes back empty.',
      'ALTER TABLE users ADD COLUMN name VARCHAR(100) NOT NULL;',
    ],
  ],
  [
    all,
    'DROP TABLE users',
    [
      '-- The rows of users are gone: it comes back empty.',
      'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, age INTEGER DEFAULT 3);',
    ],
  ],
  [all, 'DROP TABLE logs', ['-- logs was dropped: write the statement that creates it as it was.']],
  [all, 'UPDATE users SET age = 1', ['-- Rows that this wrote are not taken back: UPDATE users SET age = 1']],
  [all, 'SELECT 1', []],
  [
    all,
    'CREATE TRIGGER t AFTER INSERT ON users FOR EACH ROW BEGIN SELECT 1; END',
    [expect.stringMatching(/^DROP TRIGGER t/) as unknown as string],
  ],
  [[postgresSyntax, sqliteSyntax], 'CREATE INDEX i ON users (name)', ['DROP INDEX i;']],
  [pg, 'CREATE INDEX CONCURRENTLY i ON audit.users (name)', ['DROP INDEX CONCURRENTLY audit.i;']],
  [pg, 'ALTER TABLE a.users RENAME TO people', ['ALTER TABLE a.people RENAME TO users;']],
  [pg, 'ALTER TABLE users SET SCHEMA archive', ['ALTER TABLE archive.users SET SCHEMA public;']],
  [
    pg,
    'ALTER TABLE users ALTER COLUMN name TYPE TEXT, ALTER COLUMN age SET NOT NULL, ALTER COLUMN age DROP DEFAULT',
    [
      'ALTER TABLE users ALTER COLUMN age SET DEFAULT 3;',
      'ALTER TABLE users ALTER COLUMN age DROP NOT NULL;',
      'ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(100);',
    ],
  ],
  [
    pg,
    'ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17)',
    ['ALTER TABLE users DROP CONSTRAINT adult;'],
  ],
  [pg, "CREATE TYPE mood AS ENUM ('a')", ['DROP TYPE mood;']],
  [pg, 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ select 1 $$', ['DROP FUNCTION f;']],
  [pg, 'CREATE POLICY p ON users USING (true)', ['DROP POLICY p ON users;']],
  [
    pg,
    'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ select 1 $$',
    [expect.stringMatching(/^-- Write what takes this back: CREATE OR/) as unknown as string],
  ],
  [my, 'CREATE INDEX i ON users (name)', ['DROP INDEX i ON users;']],
  [my, 'ALTER TABLE users MODIFY age BIGINT', ['ALTER TABLE users CHANGE COLUMN age age INTEGER DEFAULT 3;']],
  [
    my,
    'ALTER TABLE users CHANGE age years BIGINT, ADD INDEX i (name), ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES x (id)',
    [
      'ALTER TABLE users DROP FOREIGN KEY f;',
      'ALTER TABLE users DROP INDEX i;',
      'ALTER TABLE users CHANGE COLUMN years age INTEGER DEFAULT 3;',
    ],
  ],
];

test.each(
  cases.flatMap(([dialects, sql, down]) =>
    dialects.map((dialect) => [dialect.name, sql, dialect, down] as const),
  ),
)('E2 the down of an up is generated: %s: %s', (_name, sql, dialect, down) => {
  const project = snapshotOf(
    { '001_before.sql': before, '002_x.sql': `-- migrate:up\n${sql};\n` },
    { dialect },
  );
  expect(generateDown(project, pathOf('002_x.sql'))?.trimEnd().split('\n') ?? []).toEqual(down);
});
