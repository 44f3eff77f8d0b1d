import type { StatementRule } from '../rule.ts';

export const misleadingIfNotExists: StatementRule = {
  id: 'misleading-if-not-exists',
  category: 'style',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'CREATE TABLE IF NOT EXISTS of a table that is there.',
  why: 'It does nothing, whatever the definition says.',
  instead: 'Change the table with ALTER TABLE.',
  check(context) {
    const { node, catalog } = context;
    if (node.kind !== 'createTable' || !node.ifNotExists) return;
    const known = catalog.table(node.table.key);
    if (known !== null) context.report(node.table, `${known.name} is there already: this does nothing.`);
  },
  good: [{ sql: 'CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY);' }],
  bad: [
    {
      sql: 'CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, a int);',
      before: 'CREATE TABLE t (id int PRIMARY KEY);',
    },
  ],
};
