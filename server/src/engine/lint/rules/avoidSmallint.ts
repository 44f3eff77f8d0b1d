import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const avoidSmallint: StatementRule = {
  id: 'avoid-smallint',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A column is smallint or smallserial.',
  why: 'It saves two bytes at most, 32,767 is soon reached, and changing the type writes it anew.',
  instead: 'Use integer or bigint.',
  check(context) {
    for (const type of typesIn(context.node))
      if (/^(?:smallint|smallserial)$/.test(type.base))
        context.report(type, `${type.text} runs out of numbers.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a int);' }],
  bad: [
    { sql: 'CREATE TABLE t (id smallint PRIMARY KEY);' },
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE int2;' },
  ],
};
