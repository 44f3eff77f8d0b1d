import type { StatementRule } from '../rule.ts';

export const replicaIdentityFull: StatementRule = {
  id: 'replica-identity-full',
  category: 'locking',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres'],
  what: 'REPLICA IDENTITY FULL.',
  why: 'Every UPDATE and DELETE writes the whole old row into the log, and a subscriber looks for it by reading its table through.',
  instead: 'Give the table a primary key, or name a unique index: REPLICA IDENTITY USING INDEX.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'other' && action.words.slice(0, 3).join(' ') === 'REPLICA IDENTITY FULL')
        context.report(action, `Old rows of ${node.table.name} are written into the log as a whole.`);
  },
  good: [{ sql: 'ALTER TABLE events REPLICA IDENTITY USING INDEX events_by_id;' }],
  bad: [{ sql: 'ALTER TABLE events REPLICA IDENTITY FULL;' }],
};
