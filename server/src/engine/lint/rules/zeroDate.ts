import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const zeroDate: StatementRule = {
  id: 'zero-date',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: "The default is the date '0000-00-00'.",
  why: 'In strict mode the server refuses the statement, or every row that uses it.',
  instead: 'Use NULL, or a date that exists.',
  check(context) {
    for (const { column } of columnsOf(context.node))
      if (column.default !== null && /^'0000-00-00/.test(column.default.text))
        context.report(column.default, `${column.name.name} begins with a date that does not exist.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, d datetime DEFAULT CURRENT_TIMESTAMP);' }],
  bad: [{ sql: "CREATE TABLE t (id int PRIMARY KEY, d datetime DEFAULT '0000-00-00 00:00:00');" }],
};
