import { expect, test } from 'vitest';
import type { MigrateError } from '../errors.ts';
import { mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from '../sql/index.ts';
import { scriptStatements } from './scriptStatements.ts';

const kept = (text: string, syntax: SqlDialect, namespaces = syntax === postgresSyntax) =>
  scriptStatements({ path: 'schema.sql', text }, syntax, { namespaces, database: 'shop' }).map(
    (each) => each.text,
  );

test('S2 a dump of pg_dump loads without what only psql understands', () => {
  const text = `\\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
BEGIN;
CREATE ROLE someone;
CREATE TABLE public.t (id integer);
COMMIT;
\\unrestrict abc
`;
  expect(kept(text, postgresSyntax)).toEqual([
    'SET statement_timeout = 0',
    "SELECT pg_catalog.set_config('search_path', '', false)",
    'CREATE TABLE public.t (id integer)',
  ]);
});

test('S2 a dump of mysqldump loads without the database it was made for', () => {
  const text =
    'CREATE DATABASE `shop`;\nUSE `shop`;\nDELIMITER ;;\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a = 1; END ;;\nDELIMITER ;\n';
  expect(kept(text, mysqlSyntax)).toEqual([
    'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a = 1; END',
  ]);
});

test.each<[string, SqlDialect, string, string, number]>([
  [
    'rows',
    postgresSyntax,
    'CREATE TABLE t (id int);\nCOPY t (id) FROM stdin;\n1\n\\.\n',
    'client-command',
    2,
  ],
  ['an included file', postgresSyntax, '\\i other.sql\n', 'client-command', 1],
  ['another database', mysqlSyntax, '\nCREATE TABLE shop.t (id int);', 'scratch-failed', 2],
  ['another file', sqliteSyntax, "ATTACH 'x.db' AS x;", 'scratch-failed', 1],
])('S2 a schema file with %s is refused with the place', (_title, syntax, text, code, line) => {
  let error: MigrateError | undefined;
  try {
    kept(text, syntax);
  } catch (thrown) {
    error = thrown as MigrateError;
  }
  expect(error).toMatchObject({ code, details: { place: { file: 'schema.sql', line } } });
  expect(error?.details.hint).toBeTruthy();
});
