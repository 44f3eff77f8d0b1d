import { hasRenames } from '../ahead.ts';
import { reads, rebuildOf } from '../rebuild.ts';
import { columnIn, type StatementContext, type StatementRule, tableIn } from '../rule.ts';

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
    if (/^(?:INSERT|REPLACE)$/.test(context.statement.kind.verb)) copied(context);
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
      dialect: 'mysql',
    },
    {
      sql: 'CREATE TABLE n (a int NOT NULL);\nINSERT INTO n SELECT a FROM t;\nDROP TABLE t;\nALTER TABLE n RENAME TO t;',
      world: 'INSERT INTO t VALUES (NULL);',
      before: 'CREATE TABLE t (a int);',
      dialect: 'sqlite',
    },
  ],
};

/** Rows go into a table that is to take the place of theirs, and in which a column takes no NULL. */
function copied(context: StatementContext): void {
  const { statement, statements } = context;
  if (!hasRenames(statements) || !/\bfrom\b/i.test(statement.text)) return;
  for (const drop of statements.slice(statement.index + 1)) {
    if (drop.node.kind !== 'drop' || drop.node.object !== 'TABLE') continue;
    for (const table of drop.node.names) {
      const old = reads(statement, context, table.key) ? tableIn(context, table) : null;
      if (old === null || context.isPending(old.created.migration)) continue;
      const rebuild = rebuildOf({ ...context, statement: drop }, table.key);
      for (const { name, notNull } of rebuild?.columns ?? []) {
        const before = old.columns.find(({ key }) => key === name.key);
        if (notNull === null || !before?.nullable || isFilled(context, name.name)) continue;
        context.report(null, `${table.name}.${name.name} must hold no NULL when this runs.`);
      }
    }
  }
}

/** Something is put where the column holds NULL, here or further up. */
function isFilled({ statement, statements }: StatementContext, column: string): boolean {
  const filled = new RegExp(
    `\\b(?:ifnull|coalesce)\\s*\\(\\W*${column}\\b|\\b${column}\\W{0,3}\\s+is\\s+null`,
    'i',
  );
  return statements.slice(0, statement.index + 1).some(({ text }) => filled.test(text));
}
