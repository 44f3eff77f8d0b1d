import type { StatementRule } from '../rule.ts';

export const truncate: StatementRule = {
  id: 'truncate',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A table or a partition is emptied.',
  why: 'All its rows are lost, and every other session waits until the transaction ends.',
  instead: 'Delete the rows that are meant with a WHERE, in batches.',
  check(context) {
    const { node } = context;
    if (node.kind === 'truncate')
      for (const table of node.tables)
        if (!context.isNew(table.key)) context.report(table, `All rows of ${table.name} are lost.`);
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'other' && action.words[0] === 'TRUNCATE' && action.words[1] === 'PARTITION')
        context.report(action, `All rows of a partition of ${node.table.name} are lost.`);
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT count(*) AS n FROM users',
    world: 'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);',
  },
  good: [{ sql: 'CREATE TABLE t (id int);\nTRUNCATE t;' }],
  bad: [
    { sql: 'TRUNCATE TABLE users;' },
    {
      sql: 'ALTER TABLE sales TRUNCATE PARTITION p1;',
      world:
        'CREATE TABLE sales (id int) PARTITION BY HASH (id) PARTITIONS 2;\nINSERT INTO sales VALUES (1), (2);',
      claim: { kind: 'changes', probe: 'SELECT count(*) AS n FROM sales' },
      dialect: 'mysql',
    },
  ],
};
