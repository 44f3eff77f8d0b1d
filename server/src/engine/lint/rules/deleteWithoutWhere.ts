import type { StatementRule } from '../rule.ts';

export const deleteWithoutWhere: StatementRule = {
  id: 'delete-without-where',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'DELETE without WHERE removes every row.',
  why: 'The rows are lost, and they stay locked until the transaction ends.',
  instead: 'Say which rows with a WHERE (`WHERE true` when all are meant), in batches when there are many.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'delete' || node.where || node.limited || node.table === null) return;
    if (context.isNew(node.table.key)) return;
    context.report(node.head, `Every row of ${node.table.name} is deleted.`);
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT count(*) AS n FROM users WHERE NOT inactive',
    world: 'CREATE TABLE users (id int, inactive boolean);\nINSERT INTO users VALUES (1, false), (2, true);',
  },
  good: [{ sql: 'DELETE FROM users WHERE inactive;' }, { sql: 'CREATE TABLE t (id int);\nDELETE FROM t;' }],
  bad: [{ sql: 'DELETE FROM users;' }],
};
