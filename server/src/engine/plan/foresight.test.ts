import { expect, test } from 'vitest';
import { mysqlSyntax, splitStatements } from '../sql/index.ts';
import { foresee } from './foresight.ts';

const table = (name: string) => `CREATE TABLE ${name} (id INT PRIMARY KEY);`;

const cases: readonly {
  readonly sql: string;
  readonly reason: string | null;
  readonly provided?: string;
  readonly apart?: boolean;
}[] = [
  { sql: `${table('a')} ${table('b')}`, reason: null },
  { sql: 'ALTER TABLE a ADD COLUMN b INT; CREATE INDEX i ON a (b);', reason: null },
  {
    sql: `INSERT INTO a VALUES (1); ${table('b')}`,
    reason: 'statement 1 (INSERT a) changes rows, and statement 2 (CREATE TABLE b) commits them',
  },
  { sql: `${table('b')} INSERT INTO a VALUES (1);`, reason: null },
  {
    sql: `${table('b')} UPDATE a SET id = 2; DELETE FROM a; DROP INDEX i ON a;`,
    reason: 'statement 2 (UPDATE a) changes rows, and statement 4 (DROP INDEX a) commits them',
  },
  {
    sql: `DROP TABLE a; ${table('b')}`,
    reason: 'statement 1 (DROP TABLE a) drops a table with its rows, and a later statement may fail',
  },
  { sql: `${table('b')} DROP TABLE a;`, reason: null },
  { sql: `${table('b')} DROP TABLE b; ${table('c')}`, reason: null },
  {
    sql: 'ALTER TABLE a DROP COLUMN b; CREATE INDEX i ON a (c);',
    reason: 'statement 1 (ALTER TABLE a) drops a column with its contents, and a later statement may fail',
  },
  { sql: 'ALTER TABLE a DROP INDEX b; CREATE INDEX i ON a (c);', reason: null },
  {
    sql: `TRUNCATE TABLE a; ${table('b')}`,
    reason: 'statement 1 (TRUNCATE TABLE a) empties a table, and a later statement may fail',
  },
  {
    sql: `CREATE TEMPORARY TABLE t AS SELECT * FROM a; INSERT INTO t VALUES (1); ${table('b')} DROP TEMPORARY TABLE t; ${table('c')}`,
    reason: null,
  },
  {
    sql: `CREATE TEMPORARY TABLE t (id INT); DROP TABLE t; INSERT INTO t VALUES (1); ${table('b')}`,
    reason: 'statement 3 (INSERT t) changes rows, and statement 4 (CREATE TABLE b) commits them',
  },
  {
    sql: `CALL fill(); ${table('b')}`,
    reason: 'statement 1 (CALL) runs statements that its text does not show, and may change anything',
  },
  {
    sql: 'PREPARE s FROM @x; EXECUTE s;',
    reason: 'statement 2 (EXECUTE) runs statements that its text does not show, and may change anything',
  },
  {
    sql: `ALTER TABLE p DROP PARTITION p1; ${table('b')}`,
    reason: 'statement 1 (ALTER TABLE p) removes the rows of a partition, and a later statement may fail',
  },
  {
    sql: `CREATE TABLE c AS SELECT * FROM a; ${table('b')}`,
    reason: 'statement 1 (CREATE TABLE c) creates a table with rows in it, and a later statement may fail',
  },
  {
    sql: `ALTER TABLE a MODIFY n DECIMAL(5, 1); ${table('b')}`,
    reason: null,
    provided: 'statement 1 (ALTER TABLE a) rounds no values away',
  },
  { sql: `ALTER TABLE a MODIFY n VARCHAR(5); ${table('b')}`, reason: null },
  {
    sql: `INSERT INTO a VALUES (1); INSERT INTO a VALUES (2);`,
    apart: true,
    reason: 'statement 1 (INSERT a) changes rows, and a later statement may fail',
  },
];

test.each(cases)(
  'A2 U7 whether $sql can be taken back',
  ({ sql, reason, provided = null, apart = false }) => {
    expect(foresee(splitStatements(sql, mysqlSyntax), mysqlSyntax, !apart)).toEqual({ reason, provided });
  },
);
