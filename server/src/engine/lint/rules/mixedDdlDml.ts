import { lastCreation } from '../ahead.ts';
import type { LintStatement, SectionRule } from '../rule.ts';

export const mixedDdlDml: SectionRule = {
  id: 'mixed-ddl-dml',
  category: 'failure',
  scope: 'section',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'Rows and tables are changed in one migration.',
  why: 'Every DDL statement commits what was written before it: a failure behind it cannot take those rows back.',
  instead: 'Put the DDL and the DML into migrations of their own.',
  check({ statements, report }) {
    // Rows of a table that the section makes go with the table when it is taken back.
    const written = statements.find(
      (one) => one.kind.class === 'dml' && !one.kind.implicitCommit && !fillsOwnTable(one, statements),
    );
    const committing = statements.find(({ kind }) => kind.class === 'ddl' && kind.implicitCommit);
    if (written === undefined || committing === undefined) return;
    const [first, second] = written.index < committing.index ? [written, committing] : [committing, written];
    const message =
      first === written
        ? 'This commits the rows that were written before it.'
        : 'These rows are not written together with the DDL before them.';
    report({ start: second.start, end: second.end }, message, {
      related: [
        {
          start: first.start,
          end: first.end,
          message: first === written ? 'They are written here.' : 'This commits by itself.',
        },
      ],
    });
  },
  claim: {
    kind: 'commits',
    probe: 'SELECT * FROM t',
    world: 'CREATE TABLE t (b int);\nINSERT INTO t VALUES (1);',
  },
  good: [
    { sql: 'INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);' },
    { sql: 'CREATE TABLE n (a int);\nINSERT INTO n VALUES (1);' },
  ],
  bad: [{ sql: 'ALTER TABLE t ADD COLUMN a int;\nUPDATE t SET a = 1 WHERE a IS NULL;' }],
};

function fillsOwnTable({ kind, index }: LintStatement, statements: readonly LintStatement[]): boolean {
  const name = kind.tables[0]?.parts.at(-1)?.toLowerCase();
  return name !== undefined && (lastCreation(statements, name) ?? index) < index;
}
