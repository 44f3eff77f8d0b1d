import type { SectionRule } from '../rule.ts';

export const missingForeignKeyCheck: SectionRule = {
  id: 'missing-foreign-key-check',
  category: 'failure',
  scope: 'section',
  severity: 'warning',
  dialects: ['sqlite'],
  what: 'Foreign keys are switched off, and nothing looks afterwards.',
  why: 'Rows that break them stay, and SQLite never looks at them again.',
  instead: 'Write `PRAGMA foreign_key_check` in front of COMMIT.',
  check({ statements, report }) {
    const off = statements.find(({ text }) =>
      /^\s*pragma\s+(?:\w+\.)?foreign_keys\s*(?:=|\()\s*(?:off|0|false|no)/i.test(text),
    );
    if (off === undefined) return;
    if (
      statements.some(
        ({ text, index }) => index > off.index && /^\s*pragma\s+(?:\w+\.)?foreign_key_check\b/i.test(text),
      )
    )
      return;
    report({ start: off.start, end: off.end }, 'Nothing looks at the foreign keys afterwards.');
  },
  good: [{ sql: 'PRAGMA foreign_keys = OFF;\nBEGIN;\nPRAGMA foreign_key_check;\nCOMMIT;', outside: true }],
  bad: [{ sql: 'PRAGMA foreign_keys = OFF;\nBEGIN;\nCOMMIT;', outside: true }],
};
