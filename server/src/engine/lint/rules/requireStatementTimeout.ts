import type { LintStatement, SectionRule } from '../rule.ts';

export const requireStatementTimeout: SectionRule = {
  id: 'require-statement-timeout',
  category: 'locking',
  scope: 'section',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres'],
  what: 'Nothing limits how long a statement runs.',
  why: 'A statement that takes hours holds its locks for hours.',
  instead: 'Write `-- migrate:statement-timeout 1min`.',
  check({ section, statements, report }) {
    if (section.limits.statementTimeoutMs !== undefined) return;
    const limit = statements.findIndex(({ text }) =>
      /^\s*set\s+(?:local\s+|session\s+)?statement_timeout\b/i.test(text),
    );
    const first = statements.find(({ kind }) => kind.class === 'ddl' && !kind.concurrently);
    if (
      first === undefined ||
      (limit >= 0 && limit < first.index && !ended(statements.slice(limit, first.index)))
    )
      return;
    report({ start: first.start, end: first.end }, 'Nothing limits how long this may run.');
  },
  good: [{ sql: '-- migrate:statement-timeout 1min\nALTER TABLE users ADD COLUMN a int;' }],
  bad: [{ sql: 'ALTER TABLE users ADD COLUMN a int;' }],
};

/** A transaction ended behind the setting, which may have been its own. */
function ended(statements: readonly LintStatement[]): boolean {
  return statements.some(({ kind }) => kind.transaction === 'commit' || kind.transaction === 'rollback');
}
