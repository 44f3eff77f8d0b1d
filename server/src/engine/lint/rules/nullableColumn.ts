import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const nullableColumn: StatementRule = {
  id: 'nullable-column',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A column may be NULL.',
  why: 'Every comparison with it has a third answer.',
  instead: 'Write NOT NULL, with a default.',
  check(context) {
    const { node } = context;
    const keys =
      node.kind === 'createTable'
        ? node.constraints
            .filter(({ type }) => type === 'primaryKey')
            .flatMap(({ columns }) => columns.map(({ key }) => key))
        : [];
    for (const { column } of columnsOf(node)) {
      const required = column.notNull ?? column.primaryKey ?? column.identity;
      const serial = /serial$/.test(column.type?.base ?? '');
      if (required === null && !serial && !keys.includes(column.name.key) && column.generated === null)
        context.report(column.name, `${column.name.name} may be NULL.`);
    }
    if (node.kind === 'alterTable')
      for (const action of node.actions)
        if (action.kind === 'dropNotNull')
          context.report(action.column, `${action.column.name} may be NULL.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, a int);' }],
};
