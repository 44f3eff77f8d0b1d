import type { StatementRule } from '../rule.ts';

export const addUniqueConstraint: StatementRule = {
  id: 'add-unique-constraint',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A UNIQUE constraint builds its index at once.',
  why: 'The table is locked against reads and writes while the index is built, and duplicates make it fail.',
  instead: 'Build the index with CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind === 'addColumn' && action.column.unique !== null)
        context.report(
          action.column.unique,
          `Everything on ${node.table.name} waits until the index is built.`,
        );
      if (action.kind !== 'addConstraint' || action.constraint.type !== 'unique') continue;
      if (action.constraint.usingIndex === null)
        context.report(action, `Everything on ${node.table.name} waits until the index is built.`);
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
  },
  good: [
    {
      sql: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u;',
      world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nCREATE UNIQUE INDEX u ON t (a);',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);' },
    {
      sql: 'ALTER TABLE t ADD COLUMN a int UNIQUE;',
      world: 'CREATE TABLE t (b int);\nINSERT INTO t VALUES (1);',
    },
  ],
};
