import type { StatementRule } from '../rule.ts';
import { wordSpan } from '../words.ts';

export const renameSchema: StatementRule = {
  id: 'rename-schema',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'A schema gets another name.',
  why: 'Every program, view and search path with the old name fails at once.',
  instead: 'Make a new schema, move table by table, and leave views behind.',
  check(context) {
    const { kind } = context.statement;
    if (kind.verb !== 'ALTER' || kind.object !== 'SCHEMA') return;
    const span = wordSpan(context, 'RENAME', 'TO');
    if (span !== null) context.report(span, `The schema ${kind.name?.join('.') ?? ''} gets another name.`);
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT count(*) AS n FROM audit.log',
    world: 'CREATE SCHEMA audit;\nCREATE TABLE audit.log (id int);',
  },
  good: [{ sql: 'CREATE SCHEMA audit;', world: '' }],
  bad: [{ sql: 'ALTER SCHEMA audit RENAME TO log;' }],
};
