import { columnsOf } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const autoIncrementType: StatementRule = {
  id: 'auto-increment-type',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['mysql', 'mariadb'],
  what: 'An AUTO_INCREMENT column is no unsigned integer.',
  why: 'Half of the numbers are never used; another type than an integer is refused.',
  instead: 'Use BIGINT UNSIGNED.',
  check(context) {
    for (const { column } of columnsOf(context.node)) {
      if (column.autoIncrement === null || column.type === null) continue;
      if (!column.type.unsigned || !/int/.test(column.type.base))
        context.report(column.type, `${column.name.name} counts in ${column.type.text}.`);
    }
  },
  good: [{ sql: 'CREATE TABLE t (id bigint unsigned AUTO_INCREMENT PRIMARY KEY);' }],
  bad: [{ sql: 'CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY);' }],
};
