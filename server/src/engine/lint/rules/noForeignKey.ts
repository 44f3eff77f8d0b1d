import { columnsOf, constraintsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const noForeignKey: StatementRule = {
  id: 'no-foreign-key',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A foreign key, in a project that wants none.',
  why: 'Online tools and sharding cannot work with it.',
  instead: 'Check it in the program.',
  check(context) {
    const { node } = context;
    for (const { column } of columnsOf(node))
      if (column.references !== null)
        context.report(column.references, `${column.name.name} is a foreign key.`);
    const constraints = constraintsOf(node);
    for (const one of constraints)
      if (one.type === 'foreignKey') context.report(one, `${one.name?.name ?? 'This'} is a foreign key.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, u int);' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, u int, FOREIGN KEY (u) REFERENCES users (id));' }],
};
