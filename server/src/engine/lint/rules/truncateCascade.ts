import type { StatementRule } from '../rule.ts';

export const truncateCascade: StatementRule = {
  id: 'truncate-cascade',
  category: 'data',
  scope: 'statement',
  severity: 'error',
  dialects: ['postgres'],
  what: 'TRUNCATE … CASCADE empties more than it names.',
  why: 'Every table with a foreign key to it is emptied, too, and those that refer to them.',
  instead: 'Name every table that is to be emptied.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'truncate' || node.cascade === null) return;
    if (node.tables.every(({ key }) => context.isNew(key))) return;
    context.report(
      node.cascade,
      `Every table that refers to ${node.tables[0]?.name ?? 'it'} is emptied, too.`,
    );
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT count(*) AS n FROM order_lines',
    world:
      'CREATE TABLE orders (id int PRIMARY KEY);\nCREATE TABLE order_lines (o int REFERENCES orders (id));\nINSERT INTO orders VALUES (1);\nINSERT INTO order_lines VALUES (1);',
  },
  good: [{ sql: 'TRUNCATE orders, order_lines;', claim: null }],
  bad: [{ sql: 'TRUNCATE orders CASCADE;' }],
};
