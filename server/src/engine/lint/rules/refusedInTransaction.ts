import type { StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const refusedInTransaction: StatementRule = {
  id: 'refused-in-transaction',
  category: 'failure',
  scope: 'statement',
  severity: 'error',
  dialects: ['postgres', 'sqlite'],
  what: 'A statement that the database refuses inside a transaction stands in one.',
  why: 'It fails, and the migration with it.',
  instead: 'Put it into a migration of its own with `-- migrate:up transaction:false`.',
  check(context) {
    const { kind, inTransaction } = context.statement;
    if (!inTransaction || !kind.refusedInTransaction || hasWords(context, 'CONCURRENTLY')) return;
    const words = [kind.verb, ...(kind.object === null ? [] : kind.object.split(' '))];
    context.report(wordSpan(context, ...words), `${words.join(' ')} is refused inside a transaction.`);
  },
  claim: { kind: 'fails', world: 'CREATE TABLE users (id int);' },
  good: [{ sql: 'VACUUM users;', dialect: 'postgres', outside: true }],
  bad: [
    { sql: 'VACUUM users;' },
    { sql: "ALTER SYSTEM SET work_mem = '8MB';" },
    { sql: 'VACUUM;', dialect: 'sqlite' },
  ],
};
