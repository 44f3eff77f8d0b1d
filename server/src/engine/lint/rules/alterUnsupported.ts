import type { WrittenName } from '../../catalog/facts.ts';
import { olderThan, type StatementContext, type StatementRule, tableIn } from '../rule.ts';
import type { Action } from '../structure/tree.ts';

export const alterUnsupported: StatementRule = {
  id: 'alter-unsupported',
  category: 'failure',
  scope: 'statement',
  severity: 'error',
  dialects: ['sqlite'],
  what: 'SQLite cannot do this with ALTER TABLE.',
  why: 'The statement fails, and the migration with it.',
  instead:
    'Build the table anew: create the new one, copy the rows, drop the old one, rename (`migrate diff --out` writes it).',
  check(context) {
    const { node } = context;
    if (node.kind !== 'alterTable') return;
    const old = context.version !== null && olderThan(context, [3, 53]);
    for (const action of node.actions) {
      const reason =
        refusal(action, old) ?? (action.kind === 'dropColumn' ? usedBy(context, action.column) : null);
      if (reason !== null) context.report(action, `SQLite refuses this: ${reason}.`);
    }
    if (node.actions.length > 1)
      context.report(node.actions[1]!, 'SQLite takes one action in an ALTER TABLE.');
  },
  claim: { kind: 'fails', world: 'CREATE TABLE t (id integer);\nINSERT INTO t VALUES (1);' },
  good: [
    { sql: 'ALTER TABLE t ADD COLUMN a integer NOT NULL DEFAULT 0;' },
    {
      sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);',
      version: [3, 53, 2],
      world: 'CREATE TABLE t (a integer);',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE t ADD COLUMN a integer UNIQUE;' },
    { sql: 'ALTER TABLE t ADD COLUMN a integer NOT NULL;' },
    { sql: 'ALTER TABLE t ADD COLUMN a text DEFAULT CURRENT_TIMESTAMP;' },
    {
      sql: 'ALTER TABLE t ADD COLUMN a integer DEFAULT 1 REFERENCES p (id);',
      world:
        'PRAGMA foreign_keys = ON;\nCREATE TABLE p (id integer PRIMARY KEY);\nCREATE TABLE t (id integer);\nINSERT INTO t VALUES (1);',
    },
    { sql: 'ALTER TABLE t ALTER COLUMN a TYPE text;', world: 'CREATE TABLE t (a integer);' },
    { sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);', version: [3, 40, 1] },
    {
      sql: 'ALTER TABLE t DROP COLUMN a;',
      before: 'CREATE TABLE t (a int, b int);\nCREATE INDEX i ON t (a);',
    },
  ],
};

/** What SQLite 3.53 refuses, and what versions before it do, too. */
function refusal(action: Action, old: boolean): string | null {
  if (action.kind === 'alterType') return 'the type of a column cannot be changed';
  if (action.kind === 'modifyColumn') return 'there is no MODIFY';
  if (action.kind === 'setDefault' || action.kind === 'dropDefault')
    return 'the default of a column cannot be changed';
  if (action.kind === 'addConstraint') {
    const { type } = action.constraint;
    if (type !== 'check' && type !== 'notNull') return 'only a CHECK can be added';
    return old ? 'this version adds no constraints' : null;
  }
  const newer =
    action.kind === 'dropConstraint' || action.kind === 'setNotNull' || action.kind === 'dropNotNull';
  if (newer) return old ? 'this version changes no constraints' : null;
  if (action.kind !== 'addColumn') return null;
  const { column } = action;
  if (column.primaryKey !== null) return 'a primary key cannot be added';
  if (column.unique !== null) return 'a UNIQUE column cannot be added';
  if (column.generated?.stored) return 'a STORED column cannot be added';
  const text = column.default?.text ?? 'null';
  if (column.notNull !== null && /^null$/i.test(text) && column.generated === null)
    return 'a NOT NULL column needs a default that is not NULL';
  if (column.references !== null && !/^null$/i.test(text))
    return 'a column with REFERENCES must be NULL by default';
  if (/^current_(?:time|date|timestamp)$/i.test(text) || text.startsWith('('))
    return 'the default of an added column must be constant';
  return null;
}

function usedBy(context: StatementContext, column: WrittenName): string | null {
  const { node } = context;
  if (node.kind !== 'alterTable') return null;
  const key = tableIn(context, node.table)?.keys.find(({ columns }) => columns.includes(column.key));
  return key === undefined ? null : `${key.name ?? 'a constraint'} uses ${column.name}`;
}
