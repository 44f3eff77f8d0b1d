import type { StatementRule } from '../rule.ts';

export const columnOrder: StatementRule = {
  id: 'column-order',
  category: 'locking',
  scope: 'statement',
  severity: 'hint',
  dialects: ['mysql'],
  what: 'A column is put in another place.',
  why: 'The table is built anew, for the sake of an order that no program should rely on.',
  instead: 'Leave the column where it is.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions)
      if (action.kind === 'modifyColumn' && action.to.position !== null)
        context.report(action.to.position, `${node.table.name} is built anew.`);
  },
  claim: { kind: 'rebuilds', world: 'CREATE TABLE t (a int, b int);' },
  good: [{ sql: 'ALTER TABLE t ADD COLUMN a int AFTER b;', world: 'CREATE TABLE t (b int);' }],
  bad: [{ sql: 'ALTER TABLE t MODIFY a int AFTER b;' }],
};
