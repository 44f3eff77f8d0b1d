import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const zerofill: StatementRule = {
  id: 'zerofill',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['mysql', 'mariadb'],
  what: 'A number is ZEROFILL.',
  why: 'It makes the column unsigned without saying so, and zeros belong to the output, not to the type.',
  instead: 'Use LPAD where the number is shown.',
  check(context) {
    for (const { column } of columnsOf(context.node))
      if (column.type?.zerofill) context.report(column.type, `${column.name.name} becomes unsigned.`);
  },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }],
  bad: [{ sql: 'CREATE TABLE t (id int(5) ZEROFILL PRIMARY KEY);' }],
};
