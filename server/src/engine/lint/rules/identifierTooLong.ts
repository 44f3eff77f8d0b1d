import { madeNames } from '../madeNames.ts';
import type { StatementRule } from '../rule.ts';

export const identifierTooLong: StatementRule = {
  id: 'identifier-too-long',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A name is longer than the database keeps.',
  why: 'PostgreSQL cuts it at 63 bytes without an error, and two names become one; MySQL refuses more than 64 characters.',
  instead: 'Choose a shorter name.',
  check(context) {
    for (const name of madeNames(context.node, context.statement)) {
      const tooLong = context.dialect.mysqlStatements
        ? name.name.length > 64
        : Buffer.byteLength(name.name) > 63;
      if (tooLong) context.report(name, `${name.name.slice(0, 20)}… is ${name.name.length} characters long.`);
    }
  },
  claim: {
    kind: 'ignored',
    probe: "SELECT count(*) AS n FROM pg_attribute WHERE attname LIKE 'very%' AND length(attname) > 63",
    world: 'CREATE TABLE t (a int);',
  },
  good: [{ sql: 'CREATE TABLE short (id bigint PRIMARY KEY);', claim: null }],
  bad: [
    { sql: `CREATE INDEX ${'very_long_'.repeat(7)} ON t (a);`, dialect: 'postgres' },
    { sql: `ALTER TABLE t ADD COLUMN ${'very_long_'.repeat(7)} int;`, dialect: 'postgres' },
    {
      sql: `ALTER TABLE t ADD COLUMN ${'very_long_'.repeat(7)} int;`,
      dialect: 'mysql',
      claim: { kind: 'fails' },
    },
  ],
};
