import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const concurrentlyInTransaction: StatementRule = {
  id: 'concurrently-in-transaction',
  category: 'failure',
  scope: 'statement',
  severity: 'error',
  dialects: ['postgres'],
  what: 'CONCURRENTLY inside a transaction.',
  why: 'PostgreSQL refuses it (25001), and the migration fails.',
  instead: 'Put it into a migration of its own with `-- migrate:up transaction:false`.',
  check(context) {
    const { statement } = context;
    if (!statement.inTransaction || !statement.kind.refusedInTransaction) return;
    const span = wordSpan(context, 'CONCURRENTLY');
    if (span !== null) context.report(span, 'CONCURRENTLY is refused inside a transaction.');
  },
  good: [
    { sql: 'CREATE INDEX CONCURRENTLY i ON users (email);', outside: true },
    { sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY report;' },
  ],
  bad: [
    { sql: 'CREATE INDEX CONCURRENTLY i ON users (email);' },
    { sql: 'BEGIN;\nDROP INDEX CONCURRENTLY i;\nCOMMIT;' },
  ],
};
