import type { StatementRule } from '../rule.ts';

export const writableSchema: StatementRule = {
  id: 'writable-schema',
  category: 'failure',
  scope: 'statement',
  severity: 'warning',
  dialects: ['sqlite'],
  what: 'PRAGMA writable_schema: the text of the schema is changed by hand.',
  why: 'SQLite checks nothing of it: one wrong letter, and the database cannot be read any more.',
  instead: 'Build the table anew (`migrate diff --out` writes it), or use ALTER TABLE where it can.',
  check(context) {
    if (/^\s*pragma\s+(?:\w+\.)?writable_schema\s*(?:=|\()\s*(?:on|1|true|yes)/i.test(context.statement.text))
      context.report(null, 'The schema can be changed into what SQLite cannot read.');
  },
  good: [{ sql: 'PRAGMA writable_schema = OFF;' }],
  bad: [{ sql: 'PRAGMA writable_schema = ON;' }],
};
