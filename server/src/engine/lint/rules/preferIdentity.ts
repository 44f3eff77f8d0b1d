import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const preferIdentity: StatementRule = {
  id: 'prefer-identity',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A column is serial.',
  why: 'Its sequence has rights of its own, and stays behind or is shared when tables are copied.',
  instead: 'Write bigint GENERATED ALWAYS AS IDENTITY.',
  check(context) {
    for (const type of typesIn(context.node))
      if (/^(?:big|small)?serial$/.test(type.base))
        context.report(type, `${type.text} makes a sequence beside the table.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);' }],
  bad: [
    { sql: 'CREATE TABLE t (id bigserial PRIMARY KEY);' },
    { sql: 'CREATE TABLE t (id "serial" PRIMARY KEY);' },
  ],
};
