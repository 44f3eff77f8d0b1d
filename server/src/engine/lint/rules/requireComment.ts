import { columnsOf } from '../columns.ts';
import type { SectionRule } from '../rule.ts';

export const requireComment: SectionRule = {
  id: 'require-comment',
  category: 'style',
  scope: 'section',
  severity: 'hint',
  optIn: true,
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A new table or column has no comment.',
  why: 'What it means is known to its author only.',
  instead: 'Write a comment.',
  check({ statements, dialect, report }) {
    const texts = statements.map(({ text }) => text).filter((text) => /^\s*comment\s+on/i.test(text));
    const commented = (name: string): boolean =>
      texts.some((text) => new RegExp(`\\.\\s*"?${escaped(name)}"?\\s+is\\b`, 'i').test(text));
    for (const { node, start } of statements)
      for (const { column, how } of columnsOf(node)) {
        if (
          column.comment !== null ||
          (how !== 'create' && !dialect.mysqlStatements && commented(column.name.name))
        )
          continue;
        if (!dialect.mysqlStatements && commented(column.name.name)) continue;
        report(
          { start: start + column.name.start, end: start + column.name.end },
          `${column.name.name} has no comment.`,
        );
      }
  },
  good: [{ sql: "CREATE TABLE t (id int PRIMARY KEY);\nCOMMENT ON COLUMN t.id IS 'the number';" }],
  bad: [
    { sql: 'CREATE TABLE t (id int PRIMARY KEY);' },
    { sql: 'CREATE TABLE t (id int PRIMARY KEY);', dialect: 'mysql' },
  ],
};

function escaped(name: string): string {
  return name.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&');
}
