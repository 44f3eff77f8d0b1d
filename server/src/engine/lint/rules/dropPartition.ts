import type { StatementRule } from '../rule.ts';

export const dropPartition: StatementRule = {
  id: 'drop-partition',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'A partition is dropped.',
  why: 'Its rows are lost with it, and no down brings them back.',
  instead:
    'Exchange it with an empty table first (EXCHANGE PARTITION … WITH TABLE), and drop that one later.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'other' && action.words[0] === 'DROP' && action.words[1] === 'PARTITION')
        context.report(action, `Rows of ${node.table.name} are lost with the partition.`);
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT count(*) AS n FROM sales',
    world:
      'CREATE TABLE sales (id int) PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (10), PARTITION p2 VALUES LESS THAN (20));\nINSERT INTO sales VALUES (1), (11);',
  },
  good: [{ sql: 'ALTER TABLE sales ADD PARTITION (PARTITION p3 VALUES LESS THAN (30));' }],
  bad: [{ sql: 'ALTER TABLE sales DROP PARTITION p1;' }],
};
