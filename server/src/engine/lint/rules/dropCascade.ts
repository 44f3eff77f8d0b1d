import type { StatementRule } from '../rule.ts';

export const dropCascade: StatementRule = {
  id: 'drop-cascade',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'DROP … CASCADE drops more than it names.',
  why: 'Views, foreign keys, functions and columns that depend on it go without being listed anywhere.',
  instead: 'Drop what depends on it by name, then the thing itself.',
  check(context) {
    const { node } = context;
    if (node.kind === 'drop' && node.cascade !== null && node.object !== 'SCHEMA') {
      if (node.names.length > 0 && node.names.every(({ key }) => context.isNew(key))) return;
      context.report(node.cascade, `What depends on ${node.names[0]?.name ?? 'it'} is dropped, too.`);
    }
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'dropColumn' && action.cascade)
        context.report(action, `What depends on ${node.table.name}.${action.column.name} is dropped, too.`);
  },
  good: [{ sql: 'DROP VIEW report;' }],
  bad: [{ sql: 'DROP TYPE mood CASCADE;' }, { sql: 'DROP VIEW report CASCADE;' }],
};
