import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const preferBigint: StatementRule = {
  id: 'prefer-bigint',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A column is integer or serial.',
  why: 'A table that grows runs out of numbers, and changing the type writes it anew.',
  instead: 'Use bigint.',
  check(context) {
    for (const type of typesIn(context.node))
      if (/^(?:integer|serial)$/.test(type.base)) context.report(type, `${type.text} runs out of numbers.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a smallint);' }],
  bad: [{ sql: 'CREATE TABLE t (id int PRIMARY KEY);' }, { sql: 'ALTER TABLE t ALTER COLUMN a TYPE int4;' }],
};
