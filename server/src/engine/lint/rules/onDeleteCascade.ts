import { columnsOf, constraintsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const onDeleteCascade: StatementRule = {
  id: 'on-delete-cascade',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A foreign key deletes the rows that refer to a deleted one.',
  why: 'One DELETE reaches tables that it does not name.',
  instead: 'Delete what refers to it first, on purpose.',
  check(context) {
    const { node } = context;
    const constraints = constraintsOf(node);
    const references = [
      ...columnsOf(node).map(({ column }) => column.references),
      ...constraints.map((one) => one.references),
    ];
    for (const one of references)
      if (one?.onDelete === 'CASCADE')
        context.report(one, `Deleting from ${one.table.name} deletes here, too.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users (id));' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users (id) ON DELETE CASCADE);' }],
};
