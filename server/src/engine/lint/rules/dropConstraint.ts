import { type StatementRule, tableIn } from '../rule.ts';

export const dropConstraint: StatementRule = {
  id: 'drop-constraint',
  category: 'compatibility',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A constraint is dropped.',
  why: 'What it kept true is no longer checked, and rows that break it stop it from coming back.',
  instead: 'Add the constraint that takes its place before the old one is dropped.',
  check(context) {
    const { node, statements } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'dropConstraint') continue;
      const known = tableIn(context, node.table)?.keys.find(({ key }) => key === action.name?.key) ?? null;
      if (known !== null && context.isPending(known.created.migration)) continue;
      const replaced = statements.some(
        (other) =>
          other.node.kind === 'alterTable' &&
          other.node.table.key === node.table.key &&
          other.node.actions.some(
            (one) =>
              one.kind === 'addConstraint' ||
              (one.kind === 'setNotNull' && (known === null || known.type === 'check')),
          ),
      );
      if (replaced) continue;
      const name = action.name?.name ?? 'The primary key';
      context.report(action, `${name} of ${node.table.name} is no longer checked.`);
    }
  },
  claim: {
    kind: 'changes',
    probe: 'INSERT INTO orders (user_id) VALUES (99)',
    world:
      'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE orders (user_id int, CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id));',
  },
  good: [
    {
      sql: 'ALTER TABLE t DROP CONSTRAINT c;\nALTER TABLE t ADD CONSTRAINT c CHECK (a > 1) NOT VALID;',
      dialect: 'postgres',
      world:
        'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE orders (user_id int, CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id));\nCREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE orders DROP CONSTRAINT orders_user_fk;' },
    { sql: 'ALTER TABLE orders DROP FOREIGN KEY orders_user_fk;', dialect: 'mysql' },
  ],
};
