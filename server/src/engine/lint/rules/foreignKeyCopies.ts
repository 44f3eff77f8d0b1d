import type { StatementRule } from '../rule.ts';

export const foreignKeyCopies: StatementRule = {
  id: 'foreign-key-copies',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'A foreign key is added while foreign_key_checks is on.',
  why: 'The table is copied, and nothing can be written to it until every row has been checked.',
  instead:
    'SET foreign_key_checks = 0 in front of it adds it in place, unchecked: look for rows that break it first.',
  check(context) {
    const { node, statements, statement } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    const off = statements.some(
      ({ text, index }) =>
        index < statement.index && /foreign_key_checks\s*:?=\s*(?:0|off|false)/i.test(text),
    );
    if (off) return;
    for (const action of node.actions)
      if (action.kind === 'addConstraint' && action.constraint.type === 'foreignKey')
        context.report(action, `${node.table.name} is copied while nothing can be written to it.`);
  },
  claim: { kind: 'copies', world: 'CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE t (u int);' },
  good: [
    {
      sql: 'SET foreign_key_checks = 0;\nALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id);',
    },
  ],
  bad: [{ sql: 'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users (id);' }],
};
