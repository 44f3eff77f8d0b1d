import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const requireConcurrentReindex: StatementRule = {
  id: 'require-concurrent-reindex',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'REINDEX without CONCURRENTLY.',
  why: 'Writes to the table wait until the index is built, and reads that would use it, too.',
  instead: 'Write REINDEX … CONCURRENTLY, in a migration of its own with `transaction:false`.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb !== 'REINDEX' || hasWords(context, 'CONCURRENTLY') || hasWords(context, 'SYSTEM')) return;
    context.report(wordSpan(context, 'REINDEX'), 'Writes to the table wait until the index is built.');
  },
  good: [
    { sql: 'REINDEX INDEX CONCURRENTLY i;', outside: true },
    { sql: 'REINDEX (CONCURRENTLY) TABLE t;', outside: true },
  ],
  bad: [{ sql: 'REINDEX TABLE users;' }],
};
