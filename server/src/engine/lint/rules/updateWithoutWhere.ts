import type { StatementRule } from '../rule.ts';

export const updateWithoutWhere: StatementRule = {
  id: 'update-without-where',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'UPDATE without WHERE changes every row.',
  why: 'What was there is lost, and all rows stay locked until the transaction ends.',
  instead: 'Say which rows with a WHERE (`WHERE true` when all are meant), in batches when there are many.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'update' || node.where || node.limited || node.table === null) return;
    if (context.isNew(node.table.key)) return;
    context.report(node.head, `Every row of ${node.table.name} is changed.`);
  },
  claim: {
    kind: 'changes',
    probe: "SELECT count(*) AS n FROM users WHERE state = 'old'",
    world: "CREATE TABLE users (state varchar(20));\nINSERT INTO users VALUES ('old'), (NULL);",
  },
  good: [{ sql: "UPDATE users SET state = 'new' WHERE state IS NULL;" }],
  bad: [{ sql: "UPDATE users SET state = 'new';" }],
};
