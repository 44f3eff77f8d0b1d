import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const limitedChange: StatementRule = {
  id: 'limited-change',
  category: 'failure',
  scope: 'statement',
  severity: 'information',
  dialects: ['mysql', 'mariadb'],
  what: 'UPDATE, DELETE or INSERT … SELECT with LIMIT or ORDER BY.',
  why: 'Which rows are reached is not the same everywhere: a replica may change others.',
  instead: 'Say which rows by their keys.',
  check(context) {
    const { verb, class: kind } = context.statement.kind;
    if (kind !== 'dml' || !['UPDATE', 'DELETE', 'INSERT', 'REPLACE'].includes(verb)) return;
    const span = wordSpan(context, 'LIMIT') ?? (verb === 'INSERT' ? null : wordSpan(context, 'ORDER', 'BY'));
    if (span !== null) context.report(span, 'Which rows this reaches is not certain.');
  },
  good: [{ sql: 'UPDATE t SET a = 1 WHERE id < 100;' }],
  bad: [{ sql: 'DELETE FROM t WHERE a = 1 LIMIT 10;' }],
};
