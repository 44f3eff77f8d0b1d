import { typesIn } from '../columns.ts';
import type { StatementRule } from '../rule.ts';

export const charType: StatementRule = {
  id: 'char-type',
  category: 'style',
  scope: 'statement',
  severity: 'hint',
  dialects: ['postgres'],
  what: 'A column is char(n).',
  why: 'Values are filled up with blanks, which are kept, sent, and ignored in some comparisons only.',
  instead: 'Use text.',
  check(context) {
    for (const type of typesIn(context.node))
      if (type.base === 'char' && !type.text.includes('"'))
        context.report(type, `${type.text} fills values up with blanks.`);
  },
  good: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a text);' }],
  bad: [{ sql: 'CREATE TABLE t (id bigint PRIMARY KEY, a char(10));' }],
};
