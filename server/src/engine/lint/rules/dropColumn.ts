import { columnIn, type StatementRule, tableIn } from '../rule.ts';

export const dropColumn: StatementRule = {
  id: 'drop-column',
  category: 'data',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A column is dropped.',
  why: 'Its values are lost, indexes and constraints on it go with it, and programs that still name it fail.',
  instead: 'Stop reading and writing it first, and drop it in a later migration.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    const table = tableIn(context, node.table);
    for (const action of node.actions) {
      if (action.kind !== 'dropColumn') continue;
      const column = columnIn(context, node.table, action.column);
      if (column?.created != null && context.isPending(column.created.migration)) continue;
      if (column === null && action.ifExists && table?.complete) continue;
      const gone = (table?.keys ?? []).filter(
        ({ columns, name }) => name !== null && columns.includes(action.column.key),
      );
      const also = gone.length === 0 ? '' : `, and ${gone.map(({ name }) => name).join(', ')} with it`;
      context.report(action, `${node.table.name}.${action.column.name} is dropped with its values${also}.`);
    }
  },
  claim: {
    kind: 'changes',
    probe: 'SELECT max(phone) AS phone FROM users',
    world: "CREATE TABLE users (id int, phone varchar(20));\nINSERT INTO users VALUES (1, '555');",
  },
  good: [{ sql: 'CREATE TABLE t (a int, b int);\nALTER TABLE t DROP COLUMN b;' }],
  bad: [
    { sql: 'ALTER TABLE users DROP COLUMN phone;' },
    {
      sql: 'ALTER TABLE users DROP COLUMN phone;',
      dialect: 'postgres',
      before: 'CREATE TABLE users (id int, phone text);\nCREATE INDEX by_phone ON users (phone);',
    },
  ],
};
