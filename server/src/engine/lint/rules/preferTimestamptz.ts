import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const preferTimestamptz: StatementRule = {
  id: 'prefer-timestamptz',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A column is timestamp without time zone.',
  why: 'What moment it means depends on who reads it.',
  instead: 'Use timestamptz.',
  check(context) {
    for (const type of typesIn(context.node))
      if (type.base === 'timestamp' || type.base === 'timetz')
        context.report(type, `${type.text} names no moment.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a timestamp with time zone);' }],
  bad: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a timestamp(3));' }],
};
