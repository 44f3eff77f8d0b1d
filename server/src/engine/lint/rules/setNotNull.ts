import type { WrittenName } from '../../catalog/facts.ts';
import type { SuggestedFix } from '../../diagnostic.ts';
import { actionsOn } from '../ahead.ts';
import { notValidFirst } from '../ownMigration.ts';
import { columnIn, edit, type StatementContext, type StatementRule, tableIn } from '../rule.ts';
import type { Action } from '../structure/tree.ts';

export const setNotNull: StatementRule = {
  id: 'set-not-null',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['postgres'],
  what: 'SET NOT NULL on a column of a table that is in use.',
  why: 'It reads the table through under an ACCESS EXCLUSIVE lock, and fails at the first NULL.',
  instead:
    'Add CHECK (column IS NOT NULL) NOT VALID, validate it in a later migration, then SET NOT NULL (which reads nothing more) and drop the check.',
  check(context) {
    const { node, statement } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    for (const action of node.actions) {
      if (action.kind === 'addConstraint') constraint(context, action);
      if (action.kind !== 'setNotNull' || isKept(context, action.column)) continue;
      const name = `${node.table.name}_${action.column.name}_not_null`.replace(/\W+/g, '_').toLowerCase();
      const table = node.table.text;
      const fix: SuggestedFix = {
        title: 'Add a check NOT VALID here, and set NOT NULL in a migration of its own',
        edits: [
          edit(
            context,
            { start: 0, end: statement.text.length },
            `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${action.column.text} IS NOT NULL) NOT VALID`,
          ),
        ],
        migration: {
          name: `require_${node.table.name}_${action.column.name}`.replace(/\W+/g, '_').toLowerCase(),
          transaction: true,
          up: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};\nALTER TABLE ${table} ALTER COLUMN ${action.column.text} SET NOT NULL;\nALTER TABLE ${table} DROP CONSTRAINT ${name};`,
          down: `ALTER TABLE ${table} ALTER COLUMN ${action.column.text} DROP NOT NULL;\nALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${action.column.text} IS NOT NULL) NOT VALID;`,
        },
      };
      context.report(
        action,
        `${node.table.name} is read through under a lock, and must hold no NULL in ${action.column.name}.`,
        node.actions.length === 1 ? { fixes: [fix] } : {},
      );
    }
  },
  claim: {
    kind: 'blocks',
    mode: 'ACCESS EXCLUSIVE',
    work: 'reads',
    world:
      "CREATE TABLE users (email text);\nINSERT INTO users VALUES ('a@b');\nCREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\nALTER TABLE t ADD CONSTRAINT a_set CHECK (a IS NOT NULL) NOT VALID;",
  },
  good: [
    { sql: 'ALTER TABLE users ADD CONSTRAINT n NOT NULL email NOT VALID;', version: [18] },
    { sql: 'ALTER TABLE t VALIDATE CONSTRAINT a_set;\nALTER TABLE t ALTER COLUMN a SET NOT NULL;' },
    { sql: 'CREATE TABLE t (a int);\nALTER TABLE t ALTER a SET NOT NULL;' },
    {
      sql: 'ALTER TABLE t ALTER a SET NOT NULL;',
      before: 'CREATE TABLE t (a int, CHECK (a > 10 AND a IS NOT NULL));',
      world: 'INSERT INTO t VALUES (11);',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE users ADD CONSTRAINT n NOT NULL email;', version: [18] },
    { sql: 'ALTER TABLE users ALTER COLUMN email SET NOT NULL;' },
    {
      sql: 'ALTER TABLE t ALTER a SET NOT NULL;',
      before: 'CREATE TABLE t (a int, CHECK (a > 10 OR a IS NOT NULL));',
      world: 'INSERT INTO t VALUES (11);',
    },
  ],
};

/** `ADD CONSTRAINT … NOT NULL`, which PostgreSQL 18 knows. */
function constraint(context: StatementContext, action: Extract<Action, { kind: 'addConstraint' }>): void {
  const { type, columns, notValid, name } = action.constraint;
  const [column] = columns;
  if (type !== 'notNull' || notValid || column === undefined || isKept(context, column)) return;
  const { node } = context;
  if (node.kind !== 'alterTable') return;
  context.report(
    action,
    `${node.table.name} is read through under a lock, and must hold no NULL in ${column.name}.`,
    { fixes: notValidFirst(context, action.end, node.table.text, name?.text ?? null) },
  );
}

/** It holds no NULL already, and the server knows. */
function isKept(context: StatementContext, column: WrittenName): boolean {
  const { node } = context;
  const known = node.kind === 'alterTable' ? columnIn(context, node.table, column) : null;
  return isProved(context, column) || (known !== null && !known.nullable);
}

/** A check that is valid says so already: made before, or validated in front of this statement. */
function isProved(context: StatementContext, column: WrittenName): boolean {
  const { node, statement, statements } = context;
  if (node.kind !== 'alterTable') return false;
  const { key } = node.table;
  const says = (condition: string | null): boolean => {
    const plain = (condition ?? '').replace(/[()"\s]+/g, ' ').toLowerCase();
    if (/\b(?:or|case|not (?!null))\b/.test(plain)) return false;
    return plain.split(/\band\b/).some((part) => part.trim() === `${column.key.toLowerCase()} is not null`);
  };
  const checks = (tableIn(context, node.table)?.keys ?? []).filter(({ type }) => type === 'check');
  const validated = actionsOn(statements, key).some(
    ({ index, action }) =>
      index <= statement.index &&
      action.kind === 'validateConstraint' &&
      (!checks.some((check) => check.key === action.name?.key) ||
        checks.some((check) => check.key === action.name?.key && says(check.condition))),
  );
  const own = checks.some((check) => says(check.condition) && !context.isPending(check.created.migration));
  return validated || own;
}
