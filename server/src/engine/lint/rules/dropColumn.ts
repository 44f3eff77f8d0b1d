import type { WrittenName } from '../../catalog/facts.ts';
import { mentions, rebuildOf } from '../rebuild.ts';
import { columnIn, type StatementContext, type StatementRule, tableIn } from '../rule.ts';

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
    if (node.kind === 'drop' && node.object === 'TABLE')
      for (const name of node.names) leftOut(context, name);
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
  good: [
    { sql: 'CREATE TABLE t (a int, b int);\nALTER TABLE t DROP COLUMN b;' },
    {
      sql: 'CREATE TABLE fresh (id int, phone text);\nINSERT INTO fresh SELECT id, phone FROM users;\nDROP TABLE users;\nALTER TABLE fresh RENAME TO users;',
      before: 'CREATE TABLE users (id int, phone text);',
      world: "INSERT INTO users VALUES (1, '555');",
    },
  ],
  bad: [
    { sql: 'ALTER TABLE users DROP COLUMN phone;' },
    {
      sql: 'ALTER TABLE users DROP COLUMN phone;',
      dialect: 'postgres',
      before: 'CREATE TABLE users (id int, phone text);\nCREATE INDEX by_phone ON users (phone);',
    },
    {
      sql: 'CREATE TABLE fresh (id int);\nINSERT INTO fresh SELECT id FROM users;\nDROP TABLE users;\nALTER TABLE fresh RENAME TO users;',
      before: 'CREATE TABLE users (id int, phone text);',
      world: "INSERT INTO users VALUES (1, '555');",
    },
  ],
};

/** Columns that a table built in its place neither has nor was filled from. */
function leftOut(context: StatementContext, table: WrittenName): void {
  const old = tableIn(context, table);
  const rebuild = rebuildOf(context, table.key);
  if (old === null || rebuild === null || rebuild.columns === null || rebuild.copies.length === 0) return;
  if (context.isPending(old.created.migration)) return;
  const kept = new Set(rebuild.columns.map(({ name }) => name.key));
  const lost = old.columns.filter(({ key }) => !kept.has(key) && !mentions(rebuild.copies, context, key));
  if (lost.length === 0) return;
  const names = lost.map(({ name }) => `${table.name}.${name}`).join(', ');
  context.report(table, `${names} ${lost.length === 1 ? 'is' : 'are'} left out, and the values lost.`);
}
