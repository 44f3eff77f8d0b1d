import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const binaryFloat: StatementRule = {
  id: 'binary-float',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'A column holds binary fractions.',
  why: 'Amounts are not kept exactly, and equality finds nothing.',
  instead: 'Use numeric for amounts.',
  check(context) {
    for (const type of typesIn(context.node))
      if (/^(?:real|double precision|float)$/.test(type.base))
        context.report(type, `${type.text} keeps no amounts exactly.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a numeric);' }],
  bad: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a float8);' }],
};
