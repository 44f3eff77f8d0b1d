import { columnIn, type StatementContext, type StatementRule } from '../rule.ts';
import type { Action } from '../structure/tree.ts';
import type { TypeText } from '../structure/type.ts';
import { parseType } from '../structure/type.ts';
import { typeChange } from '../typeChange.ts';

export const copyAlgorithm: StatementRule = {
  id: 'copy-algorithm',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'An ALTER TABLE that copies the whole table.',
  why: 'Nothing can be written to the table until every row has been copied.',
  instead:
    'Use a tool that copies online (gh-ost, pt-online-schema-change), or say ALGORITHM=INPLACE to fail at once instead.',
  check(context) {
    const { node, dialect } = context;
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    const option = (name: string): boolean =>
      node.actions.some(
        (action) => action.kind === 'option' && action.name === name && !/copy|default/i.test(action.value),
      );
    if (option('ALGORITHM')) return;
    for (const action of node.actions) {
      const reason = copies(action, context, dialect.compoundStatements);
      if (reason !== null)
        context.report(action, `${node.table.name} is copied while nothing can be written to it: ${reason}.`);
    }
  },
  good: [
    { sql: 'ALTER TABLE t ADD COLUMN a int;' },
    { sql: 'ALTER TABLE t MODIFY a varchar(200);', before: 'CREATE TABLE t (a varchar(100));' },
    {
      sql: "ALTER TABLE t MODIFY s ENUM('a', 'b');",
      before: "CREATE TABLE t (s ENUM('a'));",
      dialect: 'mariadb',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE t MODIFY a bigint;', before: 'CREATE TABLE t (a int);' },
    { sql: 'ALTER TABLE t MODIFY a varchar(500);', before: 'CREATE TABLE t (a varchar(50));' },
    { sql: 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4;' },
    { sql: 'ALTER TABLE t DROP PRIMARY KEY;', dialect: 'mariadb' },
    { sql: 'ALTER TABLE t ADD COLUMN b int AS (a + 1) STORED;' },
  ],
};

/** Why an action needs ALGORITHM=COPY, as measured on MariaDB and documented for InnoDB in MySQL 8; null when not. */
function copies(action: Action, context: StatementContext, mariadb: boolean): string | null {
  if (action.kind === 'addColumn' && action.column.generated?.stored)
    return 'a stored generated column is computed for each row';
  if (action.kind === 'addConstraint' && action.constraint.type === 'check') return 'a check is added';
  if (action.kind === 'other' && action.words[0] === 'CONVERT') return 'every text is converted';
  if (action.kind === 'dropConstraint' && action.what === 'primaryKey') {
    const { node } = context;
    const another =
      node.kind === 'alterTable' &&
      node.actions.some((one) => one.kind === 'addConstraint' && one.constraint.type === 'primaryKey');
    return another ? null : 'it loses its primary key';
  }
  if (action.kind === 'modifyColumn' && context.node.kind === 'alterTable' && action.to.type !== null) {
    const before = columnIn(context, context.node.table, action.column);
    if (before === null || before.type === '') return null;
    const old = parseType(before.type);
    if (
      action.to.charset !== null &&
      !(before.definition ?? '').toLowerCase().includes(action.to.charset.name.toLowerCase())
    )
      return `${action.column.name} gets another character set`;
    const change = typeChange(old, action.to.type);
    const bytes = (type: Pick<TypeText, 'arguments'>): number => Number(type.arguments[0]) * 4;
    if (change === 'same') return null;
    if (change === 'wider' && (old.base === 'enum' || old.base === 'set')) return null;
    // The length of the length changes at 256 bytes; MariaDB 10.11 copies short ones in any case.
    if (change === 'wider' && old.base === 'varchar' && action.to.type.base === 'varchar') {
      if (bytes(old) > 255 || (!mariadb && bytes(action.to.type) <= 255)) return null;
    }
    return `${action.column.name} changes from ${before.type} to ${action.to.type.text}`;
  }
  return null;
}
