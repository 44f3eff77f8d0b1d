import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const requireDefault: StatementRule = {
  id: 'require-default',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['mysql', 'mariadb'],
  what: 'A NOT NULL column has no default.',
  why: 'An INSERT that does not name it fails, or writes an empty value where the server is not strict.',
  instead: 'Write a default.',
  check(context) {
    const { node } = context;
    const keys =
      node.kind === 'createTable'
        ? node.constraints
            .filter(({ type }) => type === 'primaryKey')
            .flatMap(({ columns }) => columns.map(({ key }) => key))
        : [];
    for (const { column } of columnsOf(node)) {
      if (column.notNull === null || column.default !== null || column.primaryKey !== null) continue;
      if (column.autoIncrement !== null || column.generated !== null || keys.includes(column.name.key))
        continue;
      if (/blob|text|json|geometry/.test(column.type?.base ?? '')) continue;
      context.report(column.notNull, `${column.name.name} must be written by every INSERT.`);
    }
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 0, b text NOT NULL);' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);' }],
};
