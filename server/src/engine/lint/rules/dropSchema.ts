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
  claim: {
    kind: 'changes',
    probe: 'SELECT count(*) AS n FROM audit.log',
    world: 'CREATE SCHEMA audit;\nCREATE TABLE audit.log (id int);',
  },
  good: [{ sql: 'CREATE SCHEMA audit;', world: '' }],
  bad: [{ sql: 'DROP SCHEMA audit CASCADE;' }],
};
