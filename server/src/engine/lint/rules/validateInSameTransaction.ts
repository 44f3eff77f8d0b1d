import type { StatementRule } from '../rule.ts';

export const validateInSameTransaction: StatementRule = {
  id: 'validate-in-same-transaction',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A constraint is added NOT VALID and validated in one transaction.',
  why: 'The lock of the first statement is held while the second reads the table: nothing is won.',
  instead: 'Validate it in a later migration.',
  check(context) {
    const { node, statement, statements } = context;
    if (node.kind !== 'alterTable' || !statement.inTransaction || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'validateConstraint' || action.name === null) continue;
      const { key } = action.name;
      const added = statements.find(
        (one) =>
          one.index <= statement.index &&
          one.transaction === statement.transaction &&
          one.node.kind === 'alterTable' &&
          one.node.actions.some(
            (other) =>
              other.kind === 'addConstraint' &&
              other.constraint.notValid &&
              other.constraint.name?.key === key,
          ),
      );
      if (added === undefined) continue;
      const related = [{ start: added.start, end: added.end, message: `${action.name.name} is added here.` }];
      context.report(action, `${action.name.name} is validated under the lock that added it.`, { related });
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
      sql: 'ALTER TABLE t VALIDATE CONSTRAINT c;',
      world:
        'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;\nALTER TABLE t VALIDATE CONSTRAINT c;' },
  ],
};
