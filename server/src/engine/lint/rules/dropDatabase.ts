import type { StatementRule } from '../rule.ts';

export const dropDatabase: StatementRule = {
  id: 'drop-database',
  category: 'data',
  scope: 'statement',
  severity: 'error',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A database is dropped.',
  why: 'Everything in it is lost, and nothing brings it back but a backup.',
  instead: 'Leave it to whoever runs the server; a migration changes the database that it runs in.',
  check(context) {
    const { node, dialect } = context;
    if (node.kind !== 'drop') return;
    if (node.object !== 'DATABASE' && !(node.object === 'SCHEMA' && dialect.mysqlStatements)) return;
    for (const name of node.names) context.report(name, `The database ${name.name} is dropped.`);
  },
  claim: {
    kind: 'changes',
    probe: "SELECT count(*) AS n FROM pg_database WHERE datname = 'shop'",
    world: 'CREATE DATABASE shop;',
  },
  good: [{ sql: 'DROP VIEW old_report;', world: 'CREATE VIEW old_report AS SELECT 1 AS a;' }],
  bad: [
    { sql: 'DROP DATABASE shop;', dialect: 'postgres', outside: true },
    {
      sql: 'DROP SCHEMA shop;',
      claim: {
        kind: 'changes',
        probe: "SELECT count(*) AS n FROM information_schema.schemata WHERE schema_name = 'shop'",
      },
      dialect: 'mysql',
    },
  ],
};
