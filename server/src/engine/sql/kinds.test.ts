import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from './dialect.ts';
import { classify } from './kinds.ts';
import { anySql } from './testText.ts';

/** What is said of a statement beside what is always said; names as `schema.table`. */
type Told = Readonly<Record<string, string | boolean | readonly string[]>>;
type Case = readonly [text: string, told: Told];

/** Only what is neither null, false nor empty. */
function told(text: string, dialect: SqlDialect): Told {
  const { qualifiedName, name, names, tables, ...rest } = classify({ text }, dialect);
  expect(name).toEqual(qualifiedName?.parts ?? null);
  expect(qualifiedName).toEqual(names[0] ?? null);
  const joined = (list: typeof names): string[] => list.map(({ parts }) => parts.join('.'));
  const all: Told = { ...(rest as Told), names: joined(names), tables: joined(tables) };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value && !(Array.isArray(value) && value.length === 0)),
  );
}

const ddl = { class: 'ddl' };
const refused = { refusedInTransaction: true };
const commits = { implicitCommit: true };
const table = (verb: string, ...tables: string[]): Told => ({
  verb,
  object: 'TABLE',
  ...ddl,
  names: tables.slice(0, 1),
  tables,
});

const postgres: readonly Case[] = [
  [
    '-- c\n/* d */ create table if not exists public."Users" (id int)',
    { ...table('CREATE', 'public.Users'), ifNotExists: true },
  ],
  ['CREATE UNLOGGED TABLE t (a int)', table('CREATE', 't')],
  ['CREATE TABLE p1 PARTITION OF s.p FOR VALUES IN (1)', table('CREATE', 'p1', 's.p')],
  ['CREATE LOCAL TEMP TABLE t AS SELECT 1', { ...table('CREATE', 't'), temporary: true }],
  [
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t (a)',
    {
      verb: 'CREATE',
      object: 'INDEX',
      ...ddl,
      ...refused,
      concurrently: true,
      ifNotExists: true,
      names: ['i'],
      tables: ['s.t'],
    },
  ],
  ['CREATE INDEX ON t USING gin (a)', { verb: 'CREATE', object: 'INDEX', ...ddl, tables: ['t'] }],
  [
    'DROP INDEX CONCURRENTLY IF EXISTS a, s.b',
    {
      verb: 'DROP',
      object: 'INDEX',
      ...ddl,
      ...refused,
      concurrently: true,
      ifExists: true,
      names: ['a', 's.b'],
    },
  ],
  [
    'DROP TABLE IF EXISTS a, "b".c CASCADE',
    { ...table('DROP', 'a', 'b.c'), names: ['a', 'b.c'], ifExists: true },
  ],
  ['DROP FUNCTION a(int, text), b()', { verb: 'DROP', object: 'FUNCTION', ...ddl, names: ['a', 'b'] }],
  ['DROP TRIGGER tr ON s.t', { verb: 'DROP', object: 'TRIGGER', ...ddl, names: ['tr'], tables: ['s.t'] }],
  ['DROP OWNED BY joe', { verb: 'DROP', object: 'OWNED', ...ddl }],
  ['ALTER TABLE ONLY s.a RENAME TO b', table('ALTER', 's.a', 'b')],
  ['ALTER TABLE a RENAME COLUMN x TO y', table('ALTER', 'a')],
  ['ALTER TABLE a RENAME x TO y', table('ALTER', 'a')],
  ['ALTER TABLE a ADD COLUMN rename int', table('ALTER', 'a')],
  ['ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)', table('ALTER', 'p', 'q')],
  [
    'ALTER TABLE p DETACH PARTITION s.q CONCURRENTLY',
    { ...table('ALTER', 'p', 's.q'), concurrently: true, ...refused },
  ],
  ['ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b', { verb: 'ALTER', object: 'TABLE', ...ddl }],
  ["ALTER TYPE e ADD VALUE 'x'", { verb: 'ALTER', object: 'TYPE', ...ddl, names: ['e'] }],
  [
    'ALTER DATABASE d SET TABLESPACE x',
    { verb: 'ALTER', object: 'DATABASE', ...ddl, ...refused, names: ['d'] },
  ],
  ['ALTER DATABASE d SET work_mem = 1', { verb: 'ALTER', object: 'DATABASE', ...ddl, names: ['d'] }],
  ['ALTER SYSTEM SET a = 1', { verb: 'ALTER', object: 'SYSTEM', ...ddl, ...refused }],
  [
    'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO a',
    { verb: 'ALTER', object: 'DEFAULT PRIVILEGES', ...ddl },
  ],
  [
    'CREATE MATERIALIZED VIEW v AS SELECT 1',
    { verb: 'CREATE', object: 'MATERIALIZED VIEW', ...ddl, names: ['v'] },
  ],
  [
    'CREATE OR REPLACE RECURSIVE VIEW v (a) AS SELECT 1',
    { verb: 'CREATE', object: 'VIEW', ...ddl, names: ['v'] },
  ],
  [
    'CREATE FUNCTION s.f(a int) RETURNS int AS $$;$$ LANGUAGE sql',
    { verb: 'CREATE', object: 'FUNCTION', ...ddl, names: ['s.f'] },
  ],
  [
    'CREATE CONSTRAINT TRIGGER tr AFTER INSERT OR UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()',
    { verb: 'CREATE', object: 'TRIGGER', ...ddl, names: ['tr'], tables: ['t'] },
  ],
  [
    'CREATE RULE r AS ON INSERT TO t DO NOTHING',
    { verb: 'CREATE', object: 'RULE', ...ddl, names: ['r'], tables: ['t'] },
  ],
  [
    'CREATE POLICY p ON s.t USING (true)',
    { verb: 'CREATE', object: 'POLICY', ...ddl, names: ['p'], tables: ['s.t'] },
  ],
  [
    'CREATE STATISTICS s ON a, b FROM t',
    { verb: 'CREATE', object: 'STATISTICS', ...ddl, names: ['s'], tables: ['t'] },
  ],
  ['CREATE SCHEMA AUTHORIZATION joe', { verb: 'CREATE', object: 'SCHEMA', ...ddl }],
  [
    'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
    { verb: 'CREATE', object: 'EXTENSION', ...ddl, ifNotExists: true, names: ['uuid-ossp'] },
  ],
  ['CREATE OPERATOR === (PROCEDURE = f)', { verb: 'CREATE', object: 'OPERATOR', ...ddl }],
  [
    'CREATE OPERATOR CLASS c FOR TYPE t USING btree AS STORAGE t',
    { verb: 'CREATE', object: 'OPERATOR CLASS', ...ddl, names: ['c'] },
  ],
  ['CREATE DATABASE d', { verb: 'CREATE', object: 'DATABASE', ...ddl, ...refused, names: ['d'] }],
  [
    "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
    { verb: 'CREATE', object: 'SUBSCRIPTION', ...ddl, ...refused, names: ['s'] },
  ],
  [
    "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false)",
    { verb: 'CREATE', object: 'SUBSCRIPTION', ...ddl, names: ['s'] },
  ],
  [
    "COMMENT ON COLUMN s.t.c IS 'x'",
    { verb: 'COMMENT', object: 'COLUMN', ...ddl, names: ['s.t.c'], tables: ['s.t'] },
  ],
  [
    "COMMENT ON CONSTRAINT c ON t IS 'x'",
    { verb: 'COMMENT', object: 'CONSTRAINT', ...ddl, names: ['c'], tables: ['t'] },
  ],
  ['GRANT SELECT ON t TO a', { verb: 'GRANT', ...ddl }],
  ['TRUNCATE ONLY a, b CASCADE', { ...table('TRUNCATE', 'a', 'b'), names: ['a', 'b'] }],
  ['DO $$ BEGIN DROP TABLE t; END $$', { verb: 'DO', ...ddl }],
  ['SELECT * INTO TEMP n FROM t', { ...table('SELECT', 'n'), temporary: true }],
  [
    'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
    { verb: 'REFRESH', object: 'MATERIALIZED VIEW', ...ddl, concurrently: true, names: ['v'] },
  ],
  [
    'INSERT INTO s.t (a) VALUES (1) ON CONFLICT DO NOTHING',
    { verb: 'INSERT', class: 'dml', names: ['s.t'], tables: ['s.t'] },
  ],
  [
    'WITH x AS (SELECT 1) INSERT INTO t SELECT 1',
    { verb: 'INSERT', class: 'dml', names: ['t'], tables: ['t'] },
  ],
  [
    'WITH RECURSIVE x AS (SELECT 1), y AS (DELETE FROM t RETURNING *) SELECT * FROM y',
    { verb: 'SELECT', class: 'dml', tables: ['t'] },
  ],
  ['WITH x AS (SELECT 1) SELECT 1', { verb: 'SELECT', class: 'query' }],
  ['UPDATE ONLY t SET a = 1 FROM u', { verb: 'UPDATE', class: 'dml', names: ['t'], tables: ['t'] }],
  ['DELETE FROM t USING u WHERE true', { verb: 'DELETE', class: 'dml', names: ['t'], tables: ['t'] }],
  [
    'MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE',
    { verb: 'MERGE', class: 'dml', names: ['t'], tables: ['t'] },
  ],
  ["COPY t (a) FROM '/f'", { verb: 'COPY', class: 'dml', names: ['t'], tables: ['t'] }],
  [
    'COPY t (a) FROM STDIN;\n1\n\\.',
    { verb: 'COPY', class: 'client', clientCommand: 'COPY … FROM STDIN', names: ['t'], tables: ['t'] },
  ],
  [
    'COPY (SELECT 1 FROM stdin) TO STDOUT',
    { verb: 'COPY', class: 'client', clientCommand: 'COPY … TO STDOUT' },
  ],
  ['\\connect -reuse "db"', { class: 'client', clientCommand: '\\connect' }],
  ['(SELECT 1) UNION (SELECT 2)', { verb: 'SELECT', class: 'query' }],
  ['EXPLAIN ANALYZE DELETE FROM t', { verb: 'EXPLAIN', class: 'query' }],
  [
    "SELECT pg_catalog.set_config('search_path', '', false)",
    { verb: 'SELECT', class: 'query', session: true },
  ],
  ['SET search_path TO a, b', { verb: 'SET', class: 'session', session: true, names: ['search_path'] }],
  ['SET SESSION lock_timeout = 1', { verb: 'SET', class: 'session', session: true, names: ['lock_timeout'] }],
  ['SET LOCAL lock_timeout = 1', { verb: 'SET', class: 'session', names: ['lock_timeout'] }],
  ['SET TRANSACTION READ ONLY', { verb: 'SET', class: 'session', names: ['TRANSACTION'] }],
  ['RESET ALL', { verb: 'RESET', class: 'session', session: true, names: ['ALL'] }],
  ['DISCARD ALL', { verb: 'DISCARD', object: 'ALL', class: 'session', session: true, ...refused }],
  ['BEGIN ISOLATION LEVEL SERIALIZABLE', { verb: 'BEGIN', class: 'transaction', transaction: 'begin' }],
  ['START TRANSACTION', { verb: 'START', object: 'TRANSACTION', class: 'transaction', transaction: 'begin' }],
  ['COMMIT AND CHAIN', { verb: 'COMMIT', class: 'transaction', transaction: 'commit' }],
  ['END', { verb: 'END', class: 'transaction', transaction: 'commit' }],
  ['ABORT WORK', { verb: 'ABORT', class: 'transaction', transaction: 'rollback' }],
  ['ROLLBACK', { verb: 'ROLLBACK', class: 'transaction', transaction: 'rollback' }],
  [
    'ROLLBACK TRANSACTION TO SAVEPOINT a',
    { verb: 'ROLLBACK', class: 'transaction', transaction: 'rollbackTo', names: ['a'] },
  ],
  ['SAVEPOINT a', { verb: 'SAVEPOINT', class: 'transaction', transaction: 'savepoint', names: ['a'] }],
  ['RELEASE SAVEPOINT a', { verb: 'RELEASE', class: 'transaction', transaction: 'release', names: ['a'] }],
  ["PREPARE TRANSACTION 'a'", { verb: 'PREPARE', class: 'transaction', transaction: 'commit' }],
  ["COMMIT PREPARED 'a'", { verb: 'COMMIT', class: 'transaction', transaction: 'commit', ...refused }],
  ['VACUUM (ANALYZE) t', { verb: 'VACUUM', class: 'utility', names: ['t'], tables: ['t'], ...refused }],
  ['ANALYZE t', { verb: 'ANALYZE', class: 'utility', names: ['t'], tables: ['t'] }],
  ['CLUSTER', { verb: 'CLUSTER', class: 'utility', ...refused }],
  ['CLUSTER t USING i', { verb: 'CLUSTER', class: 'utility', names: ['t'], tables: ['t'] }],
  [
    'REINDEX (VERBOSE, CONCURRENTLY) TABLE t',
    {
      verb: 'REINDEX',
      object: 'TABLE',
      class: 'utility',
      concurrently: true,
      names: ['t'],
      tables: ['t'],
      ...refused,
    },
  ],
  ['REINDEX INDEX i', { verb: 'REINDEX', object: 'INDEX', class: 'utility', names: ['i'] }],
  ['REINDEX SCHEMA s', { verb: 'REINDEX', object: 'SCHEMA', class: 'utility', names: ['s'], ...refused }],
  [
    'LOCK TABLE a, ONLY b IN SHARE MODE',
    { verb: 'LOCK', object: 'TABLE', class: 'utility', tables: ['a', 'b'] },
  ],
  ['CALL s.p(1)', { verb: 'CALL', class: 'routineCall', names: ['s.p'] }],
  ['frobnicate the table', { verb: 'FROBNICATE', class: 'unknown' }],
  ['-- nothing', { class: 'unknown' }],
];

const sqlite: readonly Case[] = [
  ["CREATE TABLE 'x y' (a)", table('CREATE', 'x y')],
  ['CREATE VIRTUAL TABLE main.v USING fts5(a)', { ...table('CREATE', 'main.v'), object: 'VIRTUAL TABLE' }],
  [
    'CREATE TEMP TRIGGER tr AFTER UPDATE OF a ON main.t BEGIN SELECT 1; END',
    { verb: 'CREATE', object: 'TRIGGER', ...ddl, temporary: true, names: ['tr'], tables: ['main.t'] },
  ],
  ['ALTER TABLE [a b] RENAME TO `c`', table('ALTER', 'a b', 'c')],
  ['INSERT OR REPLACE INTO t VALUES (1)', { verb: 'INSERT', class: 'dml', names: ['t'], tables: ['t'] }],
  ['REPLACE INTO t VALUES (1)', { verb: 'REPLACE', class: 'dml', names: ['t'], tables: ['t'] }],
  ['UPDATE OR IGNORE t SET a = 1', { verb: 'UPDATE', class: 'dml', names: ['t'], tables: ['t'] }],
  [
    'PRAGMA foreign_keys = OFF',
    { verb: 'PRAGMA', class: 'session', session: true, ignoredInTransaction: true, names: ['foreign_keys'] },
  ],
  ['PRAGMA foreign_keys', { verb: 'PRAGMA', class: 'query', names: ['foreign_keys'] }],
  [
    'PRAGMA main.synchronous(1)',
    { verb: 'PRAGMA', class: 'session', session: true, names: ['main.synchronous'], ...refused },
  ],
  ['PRAGMA table_info(t)', { verb: 'PRAGMA', class: 'query', names: ['table_info'] }],
  ['PRAGMA user_version = 3', { verb: 'PRAGMA', class: 'utility', names: ['user_version'] }],
  ["VACUUM INTO 'f'", { verb: 'VACUUM', class: 'utility', ...refused }],
  ["ATTACH 'f' AS x", { verb: 'ATTACH', class: 'session', session: true }],
  ['DETACH x', { verb: 'DETACH', class: 'session', session: true, ...refused }],
  ['BEGIN IMMEDIATE TRANSACTION', { verb: 'BEGIN', class: 'transaction', transaction: 'begin' }],
  ['END TRANSACTION', { verb: 'END', class: 'transaction', transaction: 'commit' }],
  ['.read f.sql', { class: 'client', clientCommand: '.read' }],
];

const mysql: readonly Case[] = [
  ['CREATE TABLE t (a int)', { ...table('CREATE', 't'), ...commits }],
  ['CREATE TEMPORARY TABLE t (a int)', { ...table('CREATE', 't'), temporary: true }],
  ['DROP TEMPORARY TABLE t', { ...table('DROP', 't'), temporary: true }],
  [
    'DROP TABLES IF EXISTS a, b',
    { ...table('DROP', 'a', 'b'), names: ['a', 'b'], ifExists: true, ...commits },
  ],
  ['DROP PREPARE s', { verb: 'DROP', object: 'PREPARE', ...ddl, names: ['s'] }],
  ['ALTER TABLE a RENAME INDEX x TO y, RENAME AS b', { ...table('ALTER', 'a', 'b'), ...commits }],
  ['ALTER TABLE a RENAME b', { ...table('ALTER', 'a', 'b'), ...commits }],
  ['ALTER TABLE a EXCHANGE PARTITION p WITH TABLE b', { ...table('ALTER', 'a', 'b'), ...commits }],
  ['RENAME TABLE a TO b, c.d TO e', { ...table('RENAME', 'a', 'b', 'c.d', 'e'), ...commits }],
  [
    'CREATE FULLTEXT INDEX i ON t (a)',
    { verb: 'CREATE', object: 'INDEX', ...ddl, names: ['i'], tables: ['t'], ...commits },
  ],
  ['DROP INDEX i ON t', { verb: 'DROP', object: 'INDEX', ...ddl, names: ['i'], tables: ['t'], ...commits }],
  [
    'CREATE OR REPLACE ALGORITHM = MERGE DEFINER = CURRENT_USER() SQL SECURITY INVOKER VIEW v AS SELECT 1',
    { verb: 'CREATE', object: 'VIEW', ...ddl, names: ['v'], ...commits },
  ],
  [
    "CREATE DEFINER='a'@'%' PROCEDURE d.p() BEGIN END",
    { verb: 'CREATE', object: 'PROCEDURE', ...ddl, names: ['d.p'], ...commits },
  ],
  [
    '/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET @a = 1 */',
    { verb: 'CREATE', object: 'TRIGGER', ...ddl, names: ['tr'], tables: ['t'], ...commits },
  ],
  ["CREATE USER 'a'@'b'", { verb: 'CREATE', object: 'USER', ...ddl, ...commits }],
  ['GRANT SELECT ON a.* TO b', { verb: 'GRANT', ...ddl, ...commits }],
  ["SET PASSWORD = 'x'", { verb: 'SET', ...ddl, ...commits }],
  ['SET DEFAULT ROLE NONE TO a', { verb: 'SET', ...ddl, ...commits }],
  ['TRUNCATE t', { ...table('TRUNCATE', 't'), ...commits }],
  [
    'ANALYZE LOCAL TABLE t',
    { verb: 'ANALYZE', object: 'TABLE', class: 'utility', names: ['t'], tables: ['t'], ...commits },
  ],
  ['ANALYZE SELECT 1', { verb: 'ANALYZE', class: 'query' }],
  ['CHECKSUM TABLE t', { verb: 'CHECKSUM', object: 'TABLE', class: 'utility', names: ['t'], tables: ['t'] }],
  ['FLUSH TABLES', { verb: 'FLUSH', class: 'utility', ...commits }],
  [
    'LOCK TABLES a READ, b AS c WRITE',
    { verb: 'LOCK', object: 'TABLE', class: 'utility', session: true, tables: ['a', 'b'], ...commits },
  ],
  ["LOAD DATA LOCAL INFILE 'f' INTO TABLE t", { verb: 'LOAD', class: 'dml', names: ['t'], tables: ['t'] }],
  ['INSERT IGNORE t VALUES (1)', { verb: 'INSERT', class: 'dml', names: ['t'], tables: ['t'] }],
  [
    'UPDATE a JOIN b ON a.x = b.x SET a.y = 1',
    { verb: 'UPDATE', class: 'dml', names: ['a'], tables: ['a', 'b'] },
  ],
  ['DELETE x FROM a AS x JOIN b WHERE 1', { verb: 'DELETE', class: 'dml', names: ['a'], tables: ['a', 'b'] }],
  [
    'SET @a = 1, foreign_key_checks = 0',
    { verb: 'SET', class: 'session', session: true, names: ['foreign_key_checks'] },
  ],
  ['/*!40101 SET NAMES utf8mb4 */', { verb: 'SET', class: 'session', session: true, names: ['NAMES'] }],
  ['SET GLOBAL a = 1', { verb: 'SET', class: 'session', names: ['a'] }],
  ['SET @@global.a = 1, @@session.b = 2', { verb: 'SET', class: 'session', session: true, names: ['a'] }],
  [
    'SET autocommit = 0',
    { verb: 'SET', class: 'session', session: true, transaction: 'begin', names: ['autocommit'] },
  ],
  [
    'SET sql_mode = "", @@session.autocommit := ON',
    { verb: 'SET', class: 'session', session: true, transaction: 'commit', names: ['sql_mode'] },
  ],
  [
    'SET TRANSACTION READ ONLY',
    { verb: 'SET', class: 'session', session: true, names: ['TRANSACTION'], ...refused },
  ],
  ['USE d', { verb: 'USE', class: 'session', session: true, names: ['d'] }],
  ['BEGIN WORK', { verb: 'BEGIN', class: 'transaction', transaction: 'begin' }],
  ['END', { verb: 'END', class: 'unknown' }],
  ["XA COMMIT 'x'", { verb: 'XA', class: 'transaction', transaction: 'commit' }],
  ['DO SLEEP(1)', { verb: 'DO', class: 'utility' }],
  ['CALL p()', { verb: 'CALL', class: 'routineCall', names: ['p'] }],
  ['DELIMITER', { verb: 'DELIMITER', class: 'client', clientCommand: 'DELIMITER' }],
  ['source f.sql', { class: 'client', clientCommand: 'source' }],
];

const mariadb: readonly Case[] = [
  ...mysql,
  ['BEGIN NOT ATOMIC INSERT INTO t VALUES (1); END', { verb: 'BEGIN', object: 'BLOCK', class: 'dml' }],
  ['IF @a THEN CREATE TABLE t (a int); END IF', { verb: 'IF', object: 'BLOCK', ...ddl, ...commits }],
  [
    'SET STATEMENT max_statement_time = 1 FOR CREATE TABLE t (a int)',
    { ...table('CREATE', 't'), ...commits },
  ],
  ['CREATE OR REPLACE TEMPORARY TABLE t (a int)', { ...table('CREATE', 't'), temporary: true }],
  [
    'CREATE TEMPORARY SEQUENCE s',
    { verb: 'CREATE', object: 'SEQUENCE', ...ddl, temporary: true, names: ['s'], ...commits },
  ],
];

const dialects = [postgresSyntax, mysqlSyntax, mariadbSyntax, sqliteSyntax];

describe('U7, U9, U10, D8: what a statement is', () => {
  test.each(postgres)('PostgreSQL: %s', (text, expected) =>
    expect(told(text, postgresSyntax)).toEqual(expected),
  );
  test.each(sqlite)('SQLite: %s', (text, expected) => expect(told(text, sqliteSyntax)).toEqual(expected));
  test.each(mysql)('MySQL: %s', (text, expected) => expect(told(text, mysqlSyntax)).toEqual(expected));
  test.each(mariadb)('MariaDB: %s', (text, expected) => expect(told(text, mariadbSyntax)).toEqual(expected));

  test('a name says what was quoted and where it stands', () => {
    const { qualifiedName } = classify(
      { text: '/* a */ DROP TABLE Public . "Us""ers" -- b' },
      postgresSyntax,
    );
    expect(qualifiedName).toEqual({ parts: ['Public', 'Us"ers'], quoted: [false, true], start: 19, end: 37 });
  });

  test.each(dialects)('Invariant 1: nothing makes it throw: $name', (dialect) => {
    fc.assert(
      fc.property(anySql, (text) => {
        const { names, tables } = classify({ text }, dialect);
        for (const { parts, quoted, start, end } of [...names, ...tables]) {
          expect(parts.length).toBe(quoted.length);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
