import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const zeroDate: StatementRule = {
  id: 'zero-date',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: "The default is the date '0000-00-00'.",
  why: 'MySQL refuses the statement, unless NO_ZERO_DATE is taken out of its mode; MariaDB keeps a date that does not exist, and drivers read it as they like.',
  instead: 'Use NULL, or a date that exists.',
  check(context) {
    for (const { column } of columnsOf(context.node))
      if (column.default !== null && /^'0000-00-00/.test(column.default.text))
        context.report(column.default, `${column.name.name} begins with a date that does not exist.`);
  },
  claim: { kind: 'fails' },
  good: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY, d datetime DEFAULT CURRENT_TIMESTAMP);' }],
  bad: [
    {
      sql: "CREATE TABLE t (id int PRIMARY KEY, d datetime DEFAULT '0000-00-00 00:00:00');",
      dialect: 'mysql',
    },
  ],
};
