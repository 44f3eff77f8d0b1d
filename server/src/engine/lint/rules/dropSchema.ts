import type { StatementRule } from '../rule.ts';

export const dropSchema: StatementRule = {
  id: 'drop-schema',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A schema is dropped.',
  why: 'With CASCADE every table in it goes, with all rows, and objects elsewhere that use them.',
  instead: 'Drop what is in it one by one, so that the review shows what is lost.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'drop' || node.object !== 'SCHEMA') return;
    for (const name of node.names) context.report(name, `The schema ${name.name} is dropped.`);
  },
  good: [{ sql: 'CREATE SCHEMA audit;' }],
  bad: [{ sql: 'DROP SCHEMA audit CASCADE;' }],
};
