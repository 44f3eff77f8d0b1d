import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const refreshInMigration: StatementRule = {
  id: 'refresh-in-migration',
  category: 'locking',
  scope: 'statement',
  severity: 'hint',
  dialects: ['postgres'],
  what: 'A materialized view is refreshed CONCURRENTLY in a migration.',
  why: 'It runs the whole query and compares row by row, and holds an EXCLUSIVE lock on the view until the transaction ends.',
  instead: 'Refresh it from a job, or as the last statement of a migration of its own.',
  check(context) {
    const { statement, statements } = context;
    if (statement.kind.verb !== 'REFRESH' || (statements.length > 1 && !statement.inTransaction)) return;
    const span = wordSpan(context, 'CONCURRENTLY');
    if (span !== null)
      context.report(span, 'The view stays locked against writes until the transaction ends.');
  },
  claim: {
    kind: 'blocks',
    mode: 'EXCLUSIVE',
    world:
      'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);\nCREATE MATERIALIZED VIEW report AS SELECT id FROM users;\nCREATE UNIQUE INDEX report_id ON report (id);',
  },
  good: [{ sql: 'SELECT 1;\nREFRESH MATERIALIZED VIEW CONCURRENTLY report;', claim: null, outside: true }],
  bad: [{ sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY report;' }],
};
