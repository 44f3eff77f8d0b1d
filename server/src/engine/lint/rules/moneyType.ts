import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const moneyType: StatementRule = {
  id: 'money-type',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['postgres'],
  what: 'A column is money.',
  why: 'It knows no currency, and its text depends on a setting of the server.',
  instead: 'Use numeric, and a column for the currency.',
  check(context) {
    for (const type of typesIn(context.node))
      if (type.base === 'money') context.report(type, 'money knows no currency.');
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a numeric(12, 2));' }],
  bad: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a money);' }],
};
