import { onlineForm } from '../ownMigration.ts';
import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const concurrentlyInTransaction: StatementRule = {
  id: 'concurrently-in-transaction',
  category: 'failure',
  scope: 'statement',
  severity: 'error',
  dialects: ['postgres'],
  what: 'CONCURRENTLY inside a transaction.',
  why: 'PostgreSQL refuses it (25001), and the migration fails.',
  instead: 'Put it into a migration of its own with `-- migrate:up transaction:false`.',
  check(context) {
    const { statement } = context;
    if (!statement.inTransaction || !statement.kind.refusedInTransaction) return;
    const span = wordSpan(context, 'CONCURRENTLY');
    if (span === null) return;
    const name = `${statement.kind.verb}_${statement.kind.name?.at(-1) ?? 'concurrently'}`.toLowerCase();
    const fix = onlineForm(context, { title: 'Run it', edits: [], name, up: statement.text, down: '' });
    context.report(span, 'CONCURRENTLY is refused inside a transaction.', { fixes: [fix] });
  },
  claim: { kind: 'fails', code: '25001', world: 'CREATE TABLE users (email text);' },
  good: [
    { sql: 'CREATE INDEX CONCURRENTLY i ON users (email);', outside: true },
    {
      sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY report;',
      world:
        'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);\nCREATE MATERIALIZED VIEW report AS SELECT id FROM users;\nCREATE UNIQUE INDEX report_id ON report (id);',
    },
  ],
  bad: [
    { sql: 'CREATE INDEX CONCURRENTLY i ON users (email);' },
    {
      sql: 'BEGIN;\nDROP INDEX CONCURRENTLY i;\nCOMMIT;',
      world: 'CREATE TABLE users (email text);\nCREATE INDEX i ON users (email);',
    },
  ],
};
