import { lastPrimaryKey } from '../ahead.ts';
import { type StatementContext, type StatementRule, tableIn } from '../rule.ts';
import type { Action } from '../structure/tree.ts';

export const requirePrimaryKey: StatementRule = {
  id: 'require-primary-key',
  category: 'style',
  scope: 'statement',
  severity: 'information',
  dialects: ['postgres', 'mysql', 'mariadb'],
  what: 'A table has no primary key.',
  why: 'Replication and online tools cannot tell its rows apart, and neither can programs.',
  instead: 'Give it a primary key.',
  check(context) {
    const { node, statements, statement } = context;
    if (node.kind === 'alterTable') {
      const drop = node.actions.find((action) => action.kind === 'dropConstraint' && isKey(context, action));
      const again = node.actions.some(
        (action) => action.kind === 'addConstraint' && action.constraint.type === 'primaryKey',
      );
      if (drop !== undefined && !again && !laterKey(node.table.key))
        context.report(drop, `${node.table.name} has no primary key from now on.`);
    }
    if (node.kind !== 'createTable' || node.temporary || node.derived || node.columns === null) return;
    if (node.columns.some(({ primaryKey }) => primaryKey !== null)) return;
    if (node.constraints.some(({ type }) => type === 'primaryKey') || laterKey(node.table.key)) return;
    context.report(node.table, `${node.table.name} has no primary key.`);

    function laterKey(key: string): boolean {
      return (lastPrimaryKey(statements, key) ?? -1) > statement.index;
    }
  },
  good: [
    { sql: 'CREATE TABLE t (id int PRIMARY KEY);' },
    { sql: 'CREATE TABLE t (id int);\nALTER TABLE t ADD PRIMARY KEY (id);' },
    { sql: 'CREATE TEMPORARY TABLE t (id int);' },
  ],
  bad: [{ sql: 'CREATE TABLE t (a int);' }, { sql: 'ALTER TABLE t DROP PRIMARY KEY;', dialect: 'mysql' }],
};

function isKey(context: StatementContext, action: Action & { kind: 'dropConstraint' }): boolean {
  if (action.what === 'primaryKey') return true;
  const { node } = context;
  if (node.kind !== 'alterTable' || action.name === null) return false;
  const named = tableIn(context, node.table)?.keys.find(({ key }) => key === action.name?.key);
  return named === undefined
    ? action.name.key === `${node.table.name.toLowerCase()}_pkey`
    : named.type === 'primaryKey';
}
