import type { StatementRule } from '../rule.ts';

export const rewriteTable: StatementRule = {
  id: 'rewrite-table',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'SET LOGGED, SET UNLOGGED, SET TABLESPACE or SET ACCESS METHOD.',
  why: 'The whole table is written anew under an ACCESS EXCLUSIVE lock.',
  instead: 'Do it in a window where the table may stand still, or move the rows to a new table in batches.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind !== 'other' || action.words[0] !== 'SET') continue;
      if (['LOGGED', 'UNLOGGED', 'TABLESPACE', 'ACCESS'].includes(action.words[1] ?? ''))
        context.report(action, `${node.table.name} is written anew under a lock.`);
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'rewrites',
    world: 'CREATE UNLOGGED TABLE t (a int);\nINSERT INTO t VALUES (1);',
  },
  good: [{ sql: 'ALTER TABLE t SET (fillfactor = 80);' }],
  bad: [
    { sql: 'ALTER TABLE t SET LOGGED;' },
    {
      sql: 'ALTER TABLE t SET ACCESS METHOD other;',
      since: 15,
      world:
        'CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler;\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1);',
    },
  ],
};
