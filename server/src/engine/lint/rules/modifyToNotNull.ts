import { columnIn, type StatementRule } from '../rule.ts';

export const modifyToNotNull: StatementRule = {
  id: 'modify-to-not-null',
  category: 'compatibility',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb', 'sqlite'],
  what: 'A column that may hold NULL becomes NOT NULL.',
  why: 'The statement fails when a row holds NULL, or changes it into an empty value where the server is not strict.',
  instead: 'Fill the column first, and look that no NULL is left.',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind === 'setNotNull')
        context.report(action, `${node.table.name}.${action.column.name} must hold no NULL when this runs.`);
      if (action.kind !== 'modifyColumn' || action.to.notNull === null) continue;
      const before = columnIn(context, node.table, action.column);
      if (before !== null && !before.nullable) continue;
      context.report(
        action.to.notNull,
        `${node.table.name}.${action.column.name} must hold no NULL when this runs.`,
      );
    }
  },
  claim: { kind: 'fails' },
  good: [
    {
      sql: 'ALTER TABLE t MODIFY a bigint NOT NULL;',
      dialect: 'mysql',
      before: 'CREATE TABLE t (a int NOT NULL);',
    },
  ],
  bad: [
    {
      sql: 'ALTER TABLE t MODIFY a int NOT NULL;',
      world: 'INSERT INTO t VALUES (NULL);',
      before: 'CREATE TABLE t (a int);',
    },
  ],
};
