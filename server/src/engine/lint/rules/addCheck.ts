import { notValidFirst } from '../ownMigration.ts';
import type { StatementRule } from '../rule.ts';

export const addCheck: StatementRule = {
  id: 'add-check',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A CHECK is added and checked at once.',
  why: 'It takes an ACCESS EXCLUSIVE lock and reads the table through: everything waits.',
  instead: 'Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind === 'addColumn' && action.column.check !== null) {
        context.report(
          action.column.check,
          `Everything on ${node.table.name} waits while every row is checked.`,
        );
        continue;
      }
      if (action.kind !== 'addConstraint' || action.constraint.type !== 'check' || action.constraint.notValid)
        continue;
      const fixes = notValidFirst(context, action.end, node.table.text, action.constraint.name?.text ?? null);
      context.report(action, `Everything on ${node.table.name} waits while every row is checked.`, { fixes });
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world: 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
  },
  good: [{ sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;' }],
  bad: [{ sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);' }],
};
