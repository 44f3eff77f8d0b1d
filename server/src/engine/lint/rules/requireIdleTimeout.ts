import type { SectionRule } from '../rule.ts';

export const requireIdleTimeout: SectionRule = {
  id: 'require-idle-timeout',
  category: 'locking',
  scope: 'section',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'Nothing ends the transaction when its client falls silent.',
  why: 'A client that hangs between two statements keeps every lock that the transaction has taken.',
  instead: "Write `SET LOCAL idle_in_transaction_session_timeout = '30s';` in front.",
  check({ section, statements, report }) {
    if (!section.transaction) return;
    const limited = statements.findIndex(({ text }) =>
      /^\s*set\s+(?:local\s+|session\s+)?idle_in_transaction_session_timeout\b\s*(?:=|to)\s*(?!'?0)/i.test(
        text,
      ),
    );
    const first = statements.find(({ touchesExisting }) => touchesExisting);
    if (first === undefined || (limited >= 0 && limited < first.index)) return;
    report(
      { start: first.start, end: first.end },
      'The lock that this takes is held for as long as the client is silent.',
    );
  },
  good: [
    {
      sql: "SET LOCAL idle_in_transaction_session_timeout = '30s';\nALTER TABLE users ADD COLUMN a int;",
    },
    { sql: 'CREATE TABLE t (a int);' },
  ],
  bad: [{ sql: 'ALTER TABLE users ADD COLUMN a int;' }],
};
