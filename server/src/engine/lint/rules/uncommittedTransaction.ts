import type { LintStatement, SectionRule } from '../rule.ts';

export const uncommittedTransaction: SectionRule = {
  id: 'uncommitted-transaction',
  category: 'failure',
  scope: 'section',
  severity: 'error',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A transaction is begun and never ended.',
  why: 'What stands in it is taken back when the connection is closed, and the migration is recorded all the same.',
  instead: 'Write COMMIT behind it, or leave BEGIN out and let the tool hold the transaction.',
  check({ statements, section, report }) {
    if (section.transaction) return;
    let open: LintStatement | null = null;
    for (const one of statements) {
      if (one.kind.transaction === 'begin') open = one;
      else if (one.kind.transaction === 'commit' || one.kind.transaction === 'rollback') open = null;
    }
    if (open !== null) report({ start: open.start, end: open.end }, 'This transaction is never ended.');
  },
  good: [{ sql: 'BEGIN;\nSELECT 1;\nCOMMIT;', outside: true }],
  bad: [{ sql: 'BEGIN;\nSELECT 1;', outside: true }],
};
