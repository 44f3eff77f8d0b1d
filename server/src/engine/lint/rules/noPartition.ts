import type { StatementRule } from '../rule.ts';

export const noPartition: StatementRule = {
  id: 'no-partition',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A partitioned table, in a project that wants none.',
  why: 'Keys and foreign keys on it are limited, and it needs care for ever.',
  instead: 'Keep one table while one will do.',
  check(context) {
    const { node } = context;
    if (node.kind === 'createTable' && node.partitioned !== null)
      context.report(node.partitioned, `${node.table.name} is partitioned.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }],
  bad: [{ sql: 'CREATE TABLE t (id int) PARTITION BY RANGE (id);' }],
};
