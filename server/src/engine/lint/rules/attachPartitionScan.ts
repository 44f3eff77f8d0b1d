import type { StatementRule } from '../rule.ts';

export const attachPartitionScan: StatementRule = {
  id: 'attach-partition-scan',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'ATTACH PARTITION of a table that holds rows.',
  why: 'The partition is locked and read through, to see that every row fits its bounds.',
  instead: 'Add a CHECK of the bounds NOT VALID first, validate it, attach, and drop it.',
  check(context) {
    const { node, statements, statement } = context;
    if (node.kind !== 'alterTable') return;
    for (const action of node.actions) {
      if (action.kind !== 'attachPartition' || action.partition === null) continue;
      const { key, name } = action.partition;
      if (context.isNew(key) || context.catalog.table(key)?.keys.some(({ type }) => type === 'check'))
        continue;
      const checked = statements.some(
        ({ node: one, index }) =>
          index < statement.index && one.kind === 'alterTable' && one.table.key === key,
      );
      if (!checked) context.report(action, `${name} is read through under a lock.`);
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world:
      'CREATE TABLE events (a int) PARTITION BY LIST (a);\nCREATE TABLE p (a int);\nINSERT INTO p VALUES (1);',
  },
  good: [
    {
      sql: 'CREATE TABLE p (a int);\nALTER TABLE events ATTACH PARTITION p FOR VALUES IN (1);',
      world: 'CREATE TABLE events (a int) PARTITION BY LIST (a);',
    },
  ],
  bad: [{ sql: 'ALTER TABLE events ATTACH PARTITION p FOR VALUES IN (1);' }],
};
