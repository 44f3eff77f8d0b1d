import { columnIn, type StatementContext, type StatementRule } from '../rule.ts';
import type { Action } from '../structure/tree.ts';
import type { TypeText } from '../structure/type.ts';
import { parseType } from '../structure/type.ts';
import { typeChange } from '../typeChange.ts';
import { wordSpan } from '../words.ts';

export const copyAlgorithm: StatementRule = {
  id: 'copy-algorithm',
  category: 'locking',
  scope: 'statement',
  severity: 'warning',
  dialects: ['mysql', 'mariadb'],
  what: 'A change that copies the whole table, or builds an index that keeps writers out.',
  why: 'Nothing can be written to the table until every row has been copied or read.',
  instead:
    'Use a tool that copies online (gh-ost, pt-online-schema-change), or say ALGORITHM=INPLACE to fail at once instead.',
  check(context) {
    const { node, dialect } = context;
    if (node.kind === 'createIndex' && !context.isNew(node.table.key)) {
      const kind = wordSpan(context, 'FULLTEXT', 'INDEX') ?? wordSpan(context, 'SPATIAL', 'INDEX');
      if (kind !== null) context.report(kind, waits(node.table.name, 'the index is built under a lock'));
    }
    if (node.kind !== 'alterTable' || context.isNew(node.table.key)) return;
    const option = (name: string): boolean =>
      node.actions.some(
        (action) => action.kind === 'option' && action.name === name && !/copy|default/i.test(action.value),
      );
    if (option('ALGORITHM')) return;
    for (const action of node.actions) {
      const reason = copies(action, context, dialect.compoundStatements);
      if (reason !== null) context.report(action, waits(node.table.name, reason));
    }
  },
  claim: {
    kind: 'copies',
    world: 'CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(10)) CHARSET latin1;',
  },
  good: [
    { sql: 'ALTER TABLE t ADD COLUMN a int;', world: 'CREATE TABLE t (b int);' },
    {
      sql: 'ALTER TABLE t MODIFY a varchar(200);',
      before: 'CREATE TABLE t (a varchar(100)) CHARSET utf8mb4;',
    },
    { sql: 'ALTER TABLE t MODIFY a varchar(60);', before: 'CREATE TABLE t (a varchar(50)) CHARSET utf8mb4;' },
    { sql: 'ALTER TABLE t MODIFY a varchar(200);', before: 'CREATE TABLE t (a varchar(50)) CHARSET latin1;' },
    {
      sql: 'ALTER TABLE t MODIFY a varchar(500);',
      before: 'CREATE TABLE t (a varchar(30)) CHARSET utf8mb4;',
      dialect: 'mariadb',
    },
    {
      sql: "ALTER TABLE t MODIFY s ENUM('a', 'b');",
      before: "CREATE TABLE t (s ENUM('a'));",
      dialect: 'mariadb',
    },
  ],
  bad: [
    { sql: 'ALTER TABLE t MODIFY a bigint;', before: 'CREATE TABLE t (a int);' },
    {
      sql: 'ALTER TABLE t MODIFY a varchar(500);',
      before: 'CREATE TABLE t (a varchar(50)) CHARSET utf8mb4;',
    },
    { sql: 'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4;' },
    { sql: 'ALTER TABLE t DROP PRIMARY KEY;', dialect: 'mariadb' },
    { sql: 'ALTER TABLE t ADD COLUMN b int AS (a + 1) STORED;', world: 'CREATE TABLE t (a int);' },
    { sql: 'ALTER TABLE t ADD FULLTEXT INDEX words (b);' },
    {
      sql: 'ALTER TABLE t ADD COLUMN id int NOT NULL AUTO_INCREMENT PRIMARY KEY;',
      world: 'CREATE TABLE t (a int);',
    },
    {
      sql: "ALTER TABLE t MODIFY s SET('1', '2', '3', '4', '5', '6', '7', '8', '9');",
      before: "CREATE TABLE t (s SET('1', '2', '3', '4', '5', '6', '7', '8'));",
    },
    { sql: 'CREATE FULLTEXT INDEX words ON t (b);' },
  ],
};

const waits = (table: string, reason: string): string => `Who writes to ${table} waits: ${reason}.`;

/** Why an action keeps writers out, as both servers say when asked for LOCK=NONE; null when it does not. */
function copies(action: Action, context: StatementContext, mariadb: boolean): string | null {
  if (action.kind === 'addColumn' && action.column.generated?.stored)
    return 'a stored generated column is computed for each row';
  if (action.kind === 'addColumn' && action.column.autoIncrement !== null) return 'every row gets its number';
  if (action.kind === 'addConstraint' && /^(?:fulltext|spatial)$/.test(action.constraint.type))
    return 'the index is built under a lock';
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
    const size = bytesOfCharacter(context, before.definition, action.to.charset?.name);
    const bytes = (type: Pick<TypeText, 'arguments'>): number => Number(type.arguments[0]) * size;
    if (change === 'same') return null;
    if (change === 'wider' && (old.base === 'enum' || old.base === 'set'))
      return storage(old) === storage(action.to.type) ? null : `${action.column.name} takes more bytes`;
    // The length takes a second byte from 256 on; MariaDB has room for that in front of up to 127.
    if (change === 'wider' && old.base === 'varchar' && action.to.type.base === 'varchar') {
      const short = bytes(old) <= 255 && (!mariadb || bytes(old) > 127);
      if (!short || bytes(action.to.type) <= 255) return null;
    }
    return `${action.column.name} changes from ${before.type} to ${action.to.type.text}`;
  }
  return null;
}

/** Bytes of an ENUM or SET with so many values. */
function storage({ base, arguments: values }: Pick<TypeText, 'base' | 'arguments'>): number {
  if (base === 'enum') return values.length < 256 ? 1 : 2;
  const bytes = Math.ceil(values.length / 8);
  return bytes > 4 ? 8 : bytes;
}

/** Bytes that a character of the column may take; utf8mb4 where nothing says another set. */
function bytesOfCharacter(
  context: StatementContext,
  definition: string | null,
  written: string | undefined,
): number {
  const { node, catalog } = context;
  const table = node.kind === 'alterTable' ? catalog.table(node.table.key)?.statement : null;
  const set =
    written ??
    /\bcharacter\s+set\s+(\w+)|\bcharset\s+(\w+)/i
      .exec(definition ?? '')
      ?.slice(1)
      .find(Boolean) ??
    /\)[^)]*\bchar(?:acter\s+)?set\s*=?\s*(\w+)[^)]*$/i.exec(table ?? '')?.[1] ??
    'utf8mb4';
  if (/^utf8(?:mb3)?$/i.test(set)) return 3;
  return /^(?:latin\d|ascii|binary)$/i.test(set) ? 1 : 4;
}
