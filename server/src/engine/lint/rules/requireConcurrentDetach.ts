import { edit, type StatementRule } from '../rule.ts';

export const requireConcurrentDetach: StatementRule = {
  id: 'require-concurrent-detach',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'DETACH PARTITION without CONCURRENTLY.',
  why: 'It takes an ACCESS EXCLUSIVE lock on the whole partitioned table.',
  instead: 'Write DETACH PARTITION … CONCURRENTLY, in a migration of its own with `transaction:false`.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'detachPartition' && !action.concurrently)
        context.report(action, `Everything on ${node.table.name} waits.`, {
          fixes: [
            {
              title: 'Detach it with CONCURRENTLY',
              edits: [edit(context, { start: action.end, end: action.end }, ' CONCURRENTLY')],
            },
          ],
        });
  },
  good: [{ sql: 'ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;', outside: true }],
  bad: [{ sql: 'ALTER TABLE events DETACH PARTITION events_2020;' }],
};
