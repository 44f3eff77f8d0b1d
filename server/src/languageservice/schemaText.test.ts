import { expect, test } from 'vitest';
import { mysqlSyntax, postgresSyntax, sqliteSyntax } from '../engine/sql/index.ts';
import { schemaText } from './schemaText.ts';
import { snapshotOf } from './snapshot.testing.ts';

/** Tables, what changes them, and the lines that the schema has then, less the columns. */
const keyCases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'written on a column',
    'CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id) ON DELETE SET NULL NOT NULL DEFAULT 1);',
    ['FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE SET NULL'],
  ],
  [
    'added with a column',
    'CREATE TABLE b (id int PRIMARY KEY);\nALTER TABLE b ADD COLUMN a_id int CONSTRAINT x REFERENCES a ON UPDATE CASCADE ON DELETE NO ACTION;',
    ['FOREIGN KEY (a_id) REFERENCES a ON UPDATE CASCADE ON DELETE NO ACTION'],
  ],
  [
    'of several columns, beside a primary key of several',
    'CREATE TABLE b (x int, y int, PRIMARY KEY (y, x), CONSTRAINT c FOREIGN KEY (x, y) REFERENCES a (p, q) MATCH SIMPLE DEFERRABLE INITIALLY DEFERRED);',
    [
      'PRIMARY KEY (y, x)',
      'CONSTRAINT c FOREIGN KEY (x, y) REFERENCES a (p, q) MATCH SIMPLE DEFERRABLE INITIALLY DEFERRED',
    ],
  ],
  [
    'after new names',
    'CREATE TABLE b (a_id int REFERENCES a (id));\nALTER TABLE a RENAME COLUMN id TO no;\nALTER TABLE a RENAME TO "A b";\nALTER TABLE b RENAME COLUMN a_id TO a_no;',
    ['FOREIGN KEY (a_no) REFERENCES "A b" (no)'],
  ],
  [
    'dropped with its column',
    'CREATE TABLE b (x int, y int REFERENCES a);\nALTER TABLE b DROP COLUMN y;',
    [],
  ],
];

test.each(
  keyCases.flatMap(([what, sql, lines]) =>
    [postgresSyntax, mysqlSyntax, sqliteSyntax].map(
      (dialect) => [what, dialect.name, sql, dialect, lines] as const,
    ),
  ),
)('E11 the keys in the schema at a version: %s, %s', (_what, _name, sql, dialect, lines) => {
  const own = dialect.doubleQuotes === 'identifier' ? sql : sql.replaceAll('"', '`');
  const text = `-- migrate:up\nCREATE TABLE a (id int, p int, q int);\n${own}\n`;
  const project = snapshotOf({ '001_a.sql': text }, { dialect });
  const found = schemaText(project, null).match(/^ {2}(?:CONSTRAINT|PRIMARY|FOREIGN) .*[^,\n]/gm) ?? [];
  expect(found.map((line) => line.trim().replaceAll('`', '"'))).toEqual(lines);
});
