import { edit, type StatementRule } from '../rule.ts';
import { hasWords, wordSpan } from '../words.ts';

export const requireConcurrentRefresh: StatementRule = {
  id: 'require-concurrent-refresh',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'REFRESH MATERIALIZED VIEW without CONCURRENTLY.',
  why: 'It takes an ACCESS EXCLUSIVE lock: nobody reads the view until it is filled.',
  instead: 'Write REFRESH MATERIALIZED VIEW CONCURRENTLY; the view needs a unique index for it.',
  check(context) {
    const { statement } = context;
    if (statement.kind.verb !== 'REFRESH' || hasWords(context, 'CONCURRENTLY')) return;
    const key = statement.kind.name?.at(-1)?.toLowerCase() ?? '';
    if (context.isNew(key)) return;
    const emptied = wordSpan(context, 'WITH', 'NO', 'DATA');
    if (emptied !== null) {
      context.report(emptied, 'The view is emptied: reads of it fail until it is filled again.');
      return;
    }
    const span = wordSpan(context, 'REFRESH', 'MATERIALIZED', 'VIEW');
    const at = span?.end ?? 0;
    const fixes = [
      {
        title: 'Refresh it with CONCURRENTLY',
        edits: [edit(context, { start: at, end: at }, ' CONCURRENTLY')],
      },
    ];
    context.report(span, `Reads of ${statement.kind.name?.at(-1) ?? 'the view'} wait until it is filled.`, {
      fixes,
    });
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    world:
      'CREATE TABLE users (id int);\nINSERT INTO users VALUES (1);\nCREATE MATERIALIZED VIEW report AS SELECT id FROM users;\nCREATE UNIQUE INDEX report_id ON report (id);',
  },
  good: [{ sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY report;' }],
  bad: [
    { sql: 'REFRESH MATERIALIZED VIEW report;' },
    {
      sql: 'REFRESH MATERIALIZED VIEW report WITH NO DATA;',
      claim: { kind: 'changes', probe: 'SELECT count(*) AS n FROM report' },
    },
  ],
};
