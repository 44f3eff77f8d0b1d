import { type StatementRule, tableIn } from '../rule.ts';

export const dropIndexedColumn: StatementRule = {
  id: 'drop-indexed-column',
  category: 'data',
  scope: 'statement',
  severity: 'information',
  dialects: ['mysql', 'mariadb'],
  what: 'A column is dropped that an index holds.',
  why: 'The index silently loses the column, or is dropped with it; a unique one may then refuse rows that were fine.',
  instead: 'Drop or change the index first.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable') return;
    const table = tableIn(context, node.table);
    for (const action of node.actions) {
      if (action.kind !== 'dropColumn') continue;
      const index = table?.keys.find(
        ({ columns, type }) =>
          columns.includes(action.column.key) && type !== 'foreignKey' && type !== 'check',
      );
      const dropped = node.actions.some((one) => one.kind === 'dropIndex' && one.name.key === index?.key);
      if (index !== undefined && !dropped)
        context.report(action, `${index.name ?? 'A key'} of ${node.table.name} holds ${action.column.name}.`);
    }
  },
  claim: {
    kind: 'changes',
    probe:
      'SELECT group_concat(column_name) AS columns FROM information_schema.statistics WHERE table_schema = database()',
  },
  good: [
    {
      sql: 'ALTER TABLE t DROP INDEX i, DROP COLUMN b;',
      claim: null,
      before: 'CREATE TABLE t (a int, b int, INDEX i (b));',
    },
  ],
  bad: [{ sql: 'ALTER TABLE t DROP COLUMN b;', before: 'CREATE TABLE t (a int, b int, INDEX i (a, b));' }],
};
