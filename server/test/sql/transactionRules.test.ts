import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  classify,
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  type SqlDialect,
  sqliteSyntax,
} from '../../src/engine/sql/index.ts';
import {
  allServers,
  connectRaw,
  databases,
  type FreshDatabase,
  type RawConnection,
} from '../servers/testDatabases.ts';

const mysqlServers = allServers.filter(({ dialect }) => dialect === 'mysql');
const postgresServers = allServers.filter(({ dialect }) => dialect === 'postgres');

const mysqlSetup = `
  CREATE TABLE probe (a int) ENGINE = InnoDB; CREATE TABLE t (a int PRIMARY KEY, b int) ENGINE = InnoDB;
  CREATE TEMPORARY TABLE tmp (a int); CREATE TEMPORARY TABLE tmp2 (a int); CREATE VIEW v AS SELECT 1 AS x;
  CREATE PROCEDURE p() SELECT 1; PREPARE s FROM 'SELECT 1'`;

/** What both MySQL and MariaDB understand; each is tried in a transaction that has written. */
const mysqlStatements = [
  ...[
    'CREATE TABLE n (a int)',
    'CREATE TABLE IF NOT EXISTS t (a int)',
    'ALTER TABLE t ADD c int',
    'DROP TABLE n',
  ],
  ...[
    'CREATE TEMPORARY TABLE m (a int)',
    'CREATE TEMPORARY TABLE m2 AS SELECT 1 AS a',
    'DROP TEMPORARY TABLE m',
  ],
  ...['ALTER TABLE tmp ADD c int', 'CREATE INDEX i ON tmp (a)', 'TRUNCATE TABLE tmp', 'DROP TABLE tmp2'],
  ...['DROP TABLE IF EXISTS nowhere', 'DROP TEMPORARY TABLE IF EXISTS nowhere', 'CREATE INDEX i ON t (b)'],
  ...['DROP INDEX i ON t', 'RENAME TABLE t TO t9', 'RENAME TABLE t9 TO t', 'ALTER TABLE nowhere ADD a int'],
  ...['CREATE VIEW w AS SELECT 1 AS x', 'ALTER VIEW w AS SELECT 2 AS x', 'DROP VIEW w', 'DROP PREPARE s'],
  ...[
    'CREATE FUNCTION f() RETURNS int DETERMINISTIC RETURN 1',
    'DROP FUNCTION f',
    'ALTER PROCEDURE p COMMENT "c"',
  ],
  ...['CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1', 'DROP TRIGGER tr'],
  ...['CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DO SELECT 1', 'ALTER EVENT e DISABLE', 'DROP EVENT e'],
  ...[
    'DROP USER IF EXISTS nobody@nowhere',
    'ANALYZE TABLE t',
    'CHECK TABLE t',
    'OPTIMIZE TABLE t',
    'REPAIR TABLE t',
  ],
  ...[
    'CHECKSUM TABLE t',
    'FLUSH STATUS',
    'LOCK TABLES t WRITE',
    'SET autocommit = 1',
    'SET foreign_key_checks = 0',
  ],
  ...[
    'SET NAMES utf8mb4',
    'SET @a = 1',
    'SET SESSION TRANSACTION READ WRITE',
    'SET ROLE NONE',
    'DO 1',
    'CALL p()',
  ],
  ...[
    'SELECT 1',
    'SHOW TABLES',
    'EXPLAIN SELECT 1',
    'HANDLER t OPEN',
    'REPLACE INTO t (a) VALUES (9)',
    'SAVEPOINT a',
  ],
  ...['DELETE FROM t', 'UPDATE t SET b = 1', 'INSERT INTO t (a) VALUES (1)', 'PREPARE z FROM "SELECT 1"'],
  ...['/*!50003 CREATE TABLE n2 (a int) */', '/*!40101 SET @b = 1 */', 'TRUNCATE t'],
];
const mysqlOnly = [
  'RESET PERSIST IF EXISTS nothing',
  'TABLE t',
  'CREATE SPATIAL REFERENCE SYSTEM IF NOT EXISTS 4326 NAME "x" DEFINITION ""',
];
const mariadbOnly = [
  ...['CREATE SEQUENCE sq', 'DROP SEQUENCE sq', 'CREATE TEMPORARY SEQUENCE sq2', 'ANALYZE SELECT 1'],
  ...[
    'CREATE OR REPLACE TEMPORARY TABLE m (a int)',
    'SET STATEMENT max_statement_time = 1 FOR CREATE TABLE n3 (a int)',
  ],
  ...['SET STATEMENT max_statement_time = 1 FOR SELECT 1', 'BEGIN NOT ATOMIC SET @a = 1; END'],
  'BEGIN NOT ATOMIC CREATE TABLE n4 (a int); END',
];

const postgresSetup = `
  CREATE TABLE t (a int PRIMARY KEY); CREATE INDEX i ON t (a); CREATE TABLE pt (a int) PARTITION BY RANGE (a);
  CREATE TABLE p1 PARTITION OF pt FOR VALUES FROM (0) TO (1); CREATE TYPE en AS ENUM ('a');
  CREATE MATERIALIZED VIEW mv AS SELECT 1 AS a; CREATE UNIQUE INDEX ON mv (a)`;
const postgresStatements = [
  ...[
    'CREATE INDEX CONCURRENTLY j ON t (a)',
    'CREATE INDEX j ON t (a)',
    'DROP INDEX CONCURRENTLY i',
    'DROP INDEX i',
  ],
  ...['REINDEX INDEX i', 'REINDEX INDEX CONCURRENTLY i', 'REINDEX (CONCURRENTLY) TABLE t', 'REINDEX TABLE t'],
  ...[
    'REINDEX SCHEMA public',
    'VACUUM',
    'VACUUM t',
    'ANALYZE',
    'ANALYZE t',
    'CREATE DATABASE nobody',
    'CLUSTER',
  ],
  ...[
    'DROP DATABASE IF EXISTS nobody',
    "CREATE TABLESPACE x LOCATION '/nowhere'",
    'DROP TABLESPACE IF EXISTS nobody',
  ],
  ...[
    "ALTER SYSTEM SET work_mem = '4MB'",
    'ALTER TABLE pt DETACH PARTITION p1 CONCURRENTLY',
    'CLUSTER t USING i',
  ],
  ...['ALTER TABLE pt DETACH PARTITION p1', "ALTER TYPE en ADD VALUE 'b'", 'REFRESH MATERIALIZED VIEW mv'],
  ...[
    'REFRESH MATERIALIZED VIEW CONCURRENTLY mv',
    'DISCARD ALL',
    'DISCARD TEMP',
    'SET TRANSACTION READ ONLY',
  ],
  ...[
    'LOCK TABLE t',
    'TRUNCATE t',
    "COMMIT PREPARED 'x'",
    'LISTEN x',
    'CREATE SCHEMA s',
    'DO $$ BEGIN END $$',
  ],
  ...["CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p"],
  ...["CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p WITH (connect = false)"],
];

/** A syntax error before. */
const newIn14 = ['REINDEX (CONCURRENTLY) TABLE t', 'ALTER TABLE pt DETACH PARTITION p1 CONCURRENTLY'];

const sqliteStatements = [
  ...[
    'VACUUM',
    'DETACH other',
    'PRAGMA synchronous = 1',
    'PRAGMA foreign_keys = 1',
    'PRAGMA cache_size = 9',
    'REINDEX',
  ],
  ...[
    'ANALYZE',
    'CREATE TABLE n (a)',
    'DROP TABLE t',
    "ATTACH ':memory:' AS more",
    'PRAGMA user_version = 3',
    'SAVEPOINT a',
  ],
];

function dialectOf(product: string): SqlDialect {
  return product === 'MariaDB' ? mariadbSyntax : mysqlSyntax;
}

async function answer(connection: RawConnection, text: string): Promise<{ code?: string; message: string }> {
  try {
    await connection.query(text);
    return { message: '' };
  } catch (error) {
    return error as { code?: string; message: string };
  }
}

describe.each(mysqlServers)('$name', (server) => {
  let fresh: FreshDatabase;
  let connection: RawConnection;
  beforeAll(async () => {
    fresh = await server.create();
    connection = await connectRaw(fresh.url);
    await connection.query(mysqlSetup);
  });
  afterAll(async () => {
    await connection.close();
    await fresh.drop();
  });

  test('U7 what commits implicitly is what the server commits at', async () => {
    const statements = [...mysqlStatements, ...(server.product === 'MariaDB' ? mariadbOnly : mysqlOnly)];
    const found: Record<string, boolean> = {};
    const expected: Record<string, boolean> = {};
    for (const text of statements) {
      await connection.query('UNLOCK TABLES; SET autocommit = 1; DELETE FROM probe');
      await connection.query('START TRANSACTION; INSERT INTO probe VALUES (1)');
      const { message } = await answer(connection, text);
      expect(message, text).not.toMatch(/SQL syntax/);
      await connection.query('UNLOCK TABLES; ROLLBACK');
      expected[text] = (await connection.query('SELECT * FROM probe')).length > 0;
      found[text] = classify({ text }, dialectOf(server.product)).implicitCommit;
    }
    expect(found).toEqual(expected);
  });
});

describe.each(postgresServers)('$name', (server) => {
  test('U9 what PostgreSQL refuses in a transaction', async () => {
    const fresh = await server.create();
    const connection = await connectRaw(fresh.url);
    await connection.query(postgresSetup);
    const found: Record<string, boolean> = {};
    const expected: Record<string, boolean> = {};
    const unknown: string[] = [];
    for (const text of postgresStatements) {
      await connection.query('BEGIN');
      const { code } = await answer(connection, text);
      await connection.query('ROLLBACK');
      if (code === '42601') {
        unknown.push(text);
        continue;
      }
      expected[text] = code === '25001';
      found[text] = classify({ text }, postgresSyntax).refusedInTransaction;
    }
    await connection.close();
    await fresh.drop();
    expect(found).toEqual(expected);
    expect(unknown).toEqual(/PostgreSQL 13/.test(server.version!) ? newIn14 : []);
  });
});

describe.each(databases.filter(({ product }) => product === 'SQLite'))('$name', (database) => {
  test('U9 what SQLite refuses in a transaction, or passes over in silence', async () => {
    const fresh = await database.create();
    const found: Record<string, boolean> = {};
    const expected: Record<string, boolean> = {};
    const connection = await connectRaw(fresh.url);
    await connection.query("ATTACH ':memory:' AS other");
    await connection.query('CREATE TABLE t (a); PRAGMA foreign_keys = 0');
    for (const text of sqliteStatements) {
      await connection.query('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
      const { message } = await answer(connection, text);
      if (text.includes('foreign_keys'))
        expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 0 }]);
      await connection.query('ROLLBACK');
      expected[text] = message !== '';
      const kind = classify({ text }, sqliteSyntax);
      found[text] = kind.refusedInTransaction;
      expect(kind.ignoredInTransaction).toBe(text.includes('foreign_keys'));
    }
    await connection.close();
    await fresh.drop();
    expect(found).toEqual(expected);
  });
});
