import type { StatementRule } from '../rule.ts';

export const addExclusion: StatementRule = {
  id: 'add-exclusion',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'An exclusion constraint is added to a table that is in use.',
  why: 'The table is locked against reads and writes while its index is built; there is no way to do it online.',
  instead: 'Do it while the table is small, or in a window where it may stand still.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'addConstraint' && action.constraint.type === 'exclude')
        context.report(action, `Everything on ${node.table.name} waits until the index is built.`);
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world: 'CREATE TABLE t (r int4range);\nINSERT INTO t VALUES (int4range(1, 2));',
  },
  good: [{ sql: 'CREATE TABLE t (r int4range, EXCLUDE USING gist (r WITH &&));' }],
  bad: [{ sql: 'ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (r WITH &&);' }],
};
