import type { StatementRule } from '../rule.ts';

export const addPrimaryKey: StatementRule = {
  id: 'add-primary-key',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A primary key builds its index at once.',
  why: 'The table is locked against reads and writes while the index is built and every column is checked for NULL.',
  instead:
    'Build the index with CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … PRIMARY KEY USING INDEX.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      const span =
        action.kind === 'addColumn'
          ? action.column.primaryKey
          : action.kind === 'addConstraint' && action.constraint.type === 'primaryKey'
            ? action.constraint.keyword
            : null;
      if (span === null || (action.kind === 'addConstraint' && action.constraint.usingIndex !== null))
        continue;
      context.report(span, `Everything on ${node.table.name} waits until the index is built.`);
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world:
      'CREATE TABLE t (id int NOT NULL);\nINSERT INTO t VALUES (1);\nCREATE UNIQUE INDEX t_id ON t (id);',
  },
  good: [{ sql: 'ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_id;' }],
  bad: [
    { sql: 'ALTER TABLE t ADD PRIMARY KEY (id);' },
    {
      sql: 'ALTER TABLE t ADD COLUMN id bigserial PRIMARY KEY;',
      world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
    },
  ],
};
