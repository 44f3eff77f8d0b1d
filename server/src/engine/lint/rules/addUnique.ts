import type { StatementRule } from '../rule.ts';

export const addUnique: StatementRule = {
  id: 'add-unique',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb', 'sqlite'],
  what: 'Values that are there must be unique from now on.',
  why: 'The statement fails when two rows have the same value, which a test database rarely shows.',
  instead: 'Look for duplicates first (`GROUP BY … HAVING count(*) > 1`), and take them out before.',
  check(context) {
    const { node } = context;
    if (node.kind === 'createIndex' && node.unique && !context.isNew(node.table.key))
      context.report(node.keyword, `${node.table.name} must hold no duplicates when this runs.`);
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      const constraint = action.kind === 'addConstraint' ? action.constraint : null;
      if (constraint !== null && (constraint.type === 'unique' || constraint.type === 'primaryKey'))
        context.report(constraint.keyword, `${node.table.name} must hold no duplicates when this runs.`);
      if (action.kind === 'modifyColumn' && action.to.unique !== null)
        context.report(action.to.unique, `${node.table.name} must hold no duplicates when this runs.`);
    }
  },
  claim: {
    kind: 'fails',
    world:
      "CREATE TABLE users (id int, email varchar(20));\nINSERT INTO users VALUES (1, 'a@b'), (2, 'a@b');",
  },
  good: [{ sql: 'CREATE TABLE t (a int);\nCREATE UNIQUE INDEX u ON t (a);' }],
  bad: [
    { sql: 'ALTER TABLE users ADD UNIQUE KEY by_email (email);' },
    { sql: 'CREATE UNIQUE INDEX by_email ON users (email);', dialect: 'sqlite' },
  ],
};
