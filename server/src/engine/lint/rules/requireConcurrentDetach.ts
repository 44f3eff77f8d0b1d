import { onlineForm } from '../ownMigration.ts';
import { edit, olderThan, type StatementContext, type StatementRule } from '../rule.ts';

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
        context.report(
          action,
          `Everything on ${node.table.name} waits.`,
          olderThan(context, [14])
            ? { instead: 'Before PostgreSQL 14 it has no CONCURRENTLY: run it with a lock timeout.' }
            : node.actions.length > 1
              ? {}
              : { fixes: [fixOf(context, action.end, action.partition?.name ?? 'partition')] },
        );
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    world:
      'CREATE TABLE events (y int) PARTITION BY LIST (y);\nCREATE TABLE events_2020 PARTITION OF events FOR VALUES IN (2020);',
  },
  good: [{ sql: 'ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;', outside: true, since: 14 }],
  bad: [
    { sql: 'ALTER TABLE events DETACH PARTITION events_2020;' },
    { sql: 'ALTER TABLE events DETACH PARTITION events_2020;', version: [13] },
  ],
};

function fixOf(context: StatementContext, end: number, partition: string) {
  const { text } = context.statement;
  return onlineForm(context, {
    title: 'Detach it with CONCURRENTLY',
    edits: [edit(context, { start: end, end }, ' CONCURRENTLY')],
    name: `detach_${partition}`,
    up: `${text.slice(0, end)} CONCURRENTLY${text.slice(end)}`,
    down: '',
  });
}
