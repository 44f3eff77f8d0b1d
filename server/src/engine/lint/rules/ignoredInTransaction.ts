import type { StatementRule } from '../rule.ts';

export const ignoredInTransaction: StatementRule = {
  id: 'ignored-in-transaction',
  category: 'failure',
  scope: 'statement',
  severity: 'error',
  dialects: ['sqlite'],
  what: 'A statement that does nothing inside a transaction stands in one.',
  why: '`PRAGMA foreign_keys = OFF` is passed over without a word: dropping a table then deletes the rows that refer to it.',
  instead: 'Write `-- migrate:up transaction:false`, the PRAGMA, and BEGIN and COMMIT around the rest.',
  check(context) {
    const { kind, inTransaction } = context.statement;
    if (inTransaction && kind.ignoredInTransaction)
      context.report(null, 'This does nothing inside a transaction.');
  },
  claim: { kind: 'ignored', probe: 'PRAGMA foreign_keys' },
  good: [{ sql: 'PRAGMA foreign_keys = OFF;\nBEGIN;\nSELECT 1;\nCOMMIT;', outside: true }],
  bad: [{ sql: 'PRAGMA foreign_keys = OFF;' }],
};
