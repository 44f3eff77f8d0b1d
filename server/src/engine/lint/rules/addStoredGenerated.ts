import type { StatementRule } from '../rule.ts';

export const addStoredGenerated: StatementRule = {
  id: 'add-stored-generated',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A stored generated column is added to a table that is in use.',
  why: 'It is computed for every row: the table is written anew under an ACCESS EXCLUSIVE lock.',
  instead:
    'Add a plain column, keep it up to date with a trigger, and fill it in batches; from PostgreSQL 18 a VIRTUAL one costs nothing.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'addColumn' && action.column.generated?.stored)
        context.report(
          action.column.generated,
          `Every row of ${node.table.name} is written anew under a lock.`,
        );
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
  },
  good: [{ sql: 'CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED);' }],
  bad: [{ sql: 'ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) STORED;' }],
};
