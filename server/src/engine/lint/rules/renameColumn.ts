import { actionsOn } from '../ahead.ts';
import { columnIn, edit, type StatementContext, type StatementRule } from '../rule.ts';

export const renameColumn: StatementRule = {
  id: 'rename-column',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
  what: 'A column gets another name.',
  why: 'Programs that run while the migration is applied still use the old name, and fail at once.',
  instead: 'Add a column of the new name, write both, fill it, and drop the old one in a later migration.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      const to =
        action.kind === 'renameColumn' ? action.to : action.kind === 'modifyColumn' ? action.to.name : null;
      if (to === null || (action.kind !== 'renameColumn' && action.kind !== 'modifyColumn')) continue;
      if (to.key === action.column.key) continue;
      const known = columnIn(context, node.table, action.column);
      if (known?.created != null && context.isPending(known.created.migration)) continue;
      if (isKept(context, node.table.key, action.column.key)) continue;
      const type = action.kind === 'renameColumn' ? known?.type : action.to.type?.text;
      const alone = node.actions.length === 1 && type !== undefined && type !== '';
      const expand = `ALTER TABLE ${node.table.text} ADD COLUMN ${to.text} ${type};\nUPDATE ${node.table.text} SET ${to.text} = ${action.column.text} WHERE ${to.text} IS NULL`;
      const whole = { start: 0, end: context.statement.text.length };
      const fixes = [
        { title: `Add ${to.name} beside ${action.column.name}`, edits: [edit(context, whole, expand)] },
      ];
      context.report(
        action,
        `${node.table.name}.${action.column.name} is called ${to.name} from now on.`,
        alone ? { fixes } : {},
      );
    }
  },
  claim: { kind: 'changes', probe: 'SELECT name FROM users', world: 'CREATE TABLE users (name text);' },
  good: [
    { sql: 'CREATE TABLE t (a int);\nALTER TABLE t RENAME COLUMN a TO b;' },
    {
      sql: 'ALTER TABLE users RENAME COLUMN name TO full_name;\nALTER TABLE users ADD COLUMN name text AS (full_name);',
      dialect: 'sqlite',
      claim: { kind: 'changes', probe: 'SELECT count(name) AS n FROM users' },
    },
  ],
  bad: [
    { sql: 'ALTER TABLE users RENAME COLUMN name TO full_name;' },
    { sql: 'ALTER TABLE users RENAME name TO full_name;', dialect: 'sqlite' },
    { sql: 'ALTER TABLE users CHANGE name full_name text;', dialect: 'mysql' },
  ],
};

/** A generated column of the old name stands in for it: what reads goes on. */
function isKept({ statements, statement }: StatementContext, table: string, column: string): boolean {
  return actionsOn(statements, table).some(
    ({ index, action }) =>
      index >= statement.index &&
      action.kind === 'addColumn' &&
      action.column.generated !== null &&
      action.column.name.key === column,
  );
}
