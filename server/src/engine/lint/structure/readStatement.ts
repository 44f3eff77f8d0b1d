import { atConstraint, columnList } from '../../catalog/columnDefinition.ts';
import { Cursor } from '../../catalog/cursor.ts';
import type { WrittenName } from '../../catalog/facts.ts';
import { indexClauses } from '../../catalog/names.ts';
import type { SqlDialect } from '../../sql/index.ts';
import { readActions, readTableOption } from './alterTable.ts';
import { readColumnClause, spanFrom } from './column.ts';
import { readConstraintClause } from './constraint.ts';
import type { ColumnClause, ConstraintClause, Node, Span, TableOption } from './tree.ts';

const other: Node = { kind: 'other' };

/**
 * Reads what a statement is made of, by its tokens: every name and clause has its place, and a statement that is half
 * written is read as far as it goes. What rules do not look at is `other`. Never throws.
 */
export function readStatement(text: string, dialect: SqlDialect): Node {
  const cursor = new Cursor(text, dialect);
  switch (cursor.word()) {
    case 'CREATE':
      return readCreate(cursor);
    case 'ALTER':
      return readAlter(cursor);
    case 'DROP':
      return readDrop(cursor);
    case 'TRUNCATE':
      return readTruncate(cursor);
    case 'UPDATE':
    case 'DELETE':
      return readChange(cursor);
    case 'RENAME':
      return readRename(cursor);
    case 'WITH':
      return readWith(cursor);
    default:
      return other;
  }
}

function readCreate(cursor: Cursor): Node {
  cursor.at++;
  const seen = new Set<string>();
  cursor.take('OR', 'REPLACE');
  const modifiers = [
    'TEMP',
    'TEMPORARY',
    'UNIQUE',
    'UNLOGGED',
    'GLOBAL',
    'LOCAL',
    'FULLTEXT',
    'SPATIAL',
    'VIRTUAL',
  ];
  while (modifiers.includes(cursor.word())) {
    seen.add(cursor.word());
    cursor.at++;
  }
  if (cursor.take('TABLE')) return readCreateTable(cursor, seen);
  const keyword = cursor.token();
  return keyword !== undefined && cursor.take('INDEX') ? readCreateIndex(cursor, seen, keyword) : other;
}

function readCreateTable(cursor: Cursor, seen: ReadonlySet<string>): Node {
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const table = cursor.tableName();
  if (table === null) return other;
  let columns: ColumnClause[] | null = null;
  const constraints: ConstraintClause[] = [];
  let derived = cursor.word() === 'LIKE' || cursor.word() === 'PARTITION';
  const body = seen.has('VIRTUAL') || derived ? null : cursor.parentheses();
  if (body !== null) {
    columns = [];
    for (const part of body.parts()) {
      if (part.word() === 'LIKE' || part.word() === 'SELECT') derived = true;
      else if (atConstraint(part)) constraints.push(readConstraintClause(part));
      else {
        const column = readColumnClause(part);
        if (column !== null) columns.push(column);
      }
    }
  }
  const options: TableOption[] = [];
  const words: string[] = [];
  let partitioned: Span | null = null;
  while (!cursor.done) {
    const from = cursor.at;
    const option = indexClauses(cursor.dialect) ? readTableOption(cursor) : null;
    if (option !== null) {
      options.push({ ...option, ...spanFrom(cursor, from) });
      continue;
    }
    if (cursor.take('PARTITION', 'BY')) partitioned = spanFrom(cursor, from);
    const word = cursor.word();
    if (word === 'AS' || word === 'SELECT' || word === 'INHERITS') derived = true;
    words.push(word);
    cursor.skipBalanced();
  }
  return {
    kind: 'createTable',
    ...{
      table,
      columns: derived ? (columns?.length ? columns : null) : columns,
      constraints,
      options,
      words,
    },
    ...{ ifNotExists, partitioned, derived, virtual: seen.has('VIRTUAL'), unlogged: seen.has('UNLOGGED') },
    temporary: seen.has('TEMP') || seen.has('TEMPORARY'),
  };
}

function readCreateIndex(cursor: Cursor, seen: ReadonlySet<string>, keyword: Span): Node {
  const concurrently = cursor.take('CONCURRENTLY');
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const index = cursor.word() === 'ON' ? null : cursor.tableName();
  while (!cursor.done && cursor.word() !== 'ON') cursor.at++;
  cursor.at++;
  cursor.take('ONLY');
  const table = cursor.tableName();
  if (table === null) return other;
  while (!cursor.done && cursor.word() !== '(') cursor.at++;
  const list = cursor.at;
  const size = cursor.parentheses()?.parts().length ?? 0;
  cursor.at = list;
  return {
    kind: 'createIndex',
    ...{ index, table, concurrently, ifNotExists, size, unique: seen.has('UNIQUE') },
    columns: columnList(cursor),
    keyword: { start: keyword.start, end: keyword.end },
  };
}

function readAlter(cursor: Cursor): Node {
  cursor.at++;
  while (cursor.take('FOREIGN') || cursor.take('ONLINE') || cursor.take('IGNORE'));
  if (!cursor.take('TABLE')) return other;
  const ifExists = cursor.take('IF', 'EXISTS');
  cursor.take('ONLY');
  if (cursor.word() === 'ALL' && cursor.word(1) === 'IN') return other;
  const table = cursor.tableName();
  if (table === null) return other;
  cursor.take('*');
  if (cursor.word() === 'WAIT') cursor.at += 2;
  else cursor.take('NOWAIT');
  return { kind: 'alterTable', table, ifExists, actions: readActions(cursor) };
}

const droppable: readonly (readonly string[])[] = [
  ...[
    ['MATERIALIZED', 'VIEW'],
    ['FOREIGN', 'TABLE'],
    ['EVENT', 'TRIGGER'],
  ],
  ...['TABLE', 'TABLES', 'INDEX', 'SCHEMA', 'DATABASE', 'VIEW', 'TYPE', 'SEQUENCE', 'TRIGGER'].map((one) => [
    one,
  ]),
  ...['FUNCTION', 'PROCEDURE', 'EXTENSION', 'DOMAIN', 'TABLESPACE', 'POLICY'].map((one) => [one]),
];

function readDrop(cursor: Cursor): Node {
  const first = cursor.at;
  cursor.at++;
  cursor.take('TEMPORARY');
  const words = droppable.find((one) => cursor.take(...one));
  if (words === undefined) return other;
  const head = spanFrom(cursor, first);
  const concurrently = cursor.take('CONCURRENTLY');
  const ifExists = cursor.take('IF', 'EXISTS');
  const names: WrittenName[] = [];
  do {
    const name = cursor.tableName();
    if (name === null) break;
    names.push(name);
    if (cursor.word() === '(') cursor.skipBalanced();
  } while (cursor.take(','));
  const on = cursor.take('ON') ? cursor.tableName() : null;
  const cascade = findWord(cursor, 'CASCADE');
  return { kind: 'drop', object: words.join(' '), names, ifExists, cascade, concurrently, on, head };
}

function findWord(cursor: Cursor, word: string): Span | null {
  while (!cursor.done && cursor.word() !== word) cursor.skipBalanced();
  const token = cursor.token();
  return token === undefined ? null : { start: token.start, end: token.end };
}

function readTruncate(cursor: Cursor): Node {
  cursor.at++;
  cursor.take('TABLE');
  const tables = cursor.tableNames();
  return { kind: 'truncate', tables, cascade: findWord(cursor, 'CASCADE') };
}

const changeModifiers = ['LOW_PRIORITY', 'IGNORE', 'QUICK', 'ONLY', 'FROM'];

function readChange(cursor: Cursor): Node {
  const kind = cursor.word() === 'UPDATE' ? 'update' : 'delete';
  const first = cursor.at;
  cursor.at++;
  if (cursor.word() === 'OR') cursor.at += 2;
  while (changeModifiers.includes(cursor.word())) cursor.at++;
  const table = cursor.tableName();
  const head = spanFrom(cursor, first);
  let where = false;
  let limited = false;
  let joined = false;
  while (!cursor.done) {
    const word = cursor.word();
    if (word === 'WHERE') where = true;
    else if (word === 'LIMIT') limited = true;
    else if (word === 'JOIN') joined = true;
    cursor.skipBalanced();
  }
  return { kind, table, where: where || joined, limited, head };
}

/** The UPDATE or DELETE behind `WITH …`. */
function readWith(cursor: Cursor): Node {
  while (!cursor.done && !['UPDATE', 'DELETE', 'SELECT', 'INSERT', 'MERGE'].includes(cursor.word()))
    cursor.skipBalanced();
  return cursor.word() === 'UPDATE' || cursor.word() === 'DELETE' ? readChange(cursor) : other;
}

function readRename(cursor: Cursor): Node {
  cursor.at++;
  if (!cursor.take('TABLE') && !cursor.take('TABLES')) return other;
  const pairs = cursor.parts().flatMap((part): (readonly [WrittenName, WrittenName])[] => {
    const from = part.tableName();
    if (from === null || !part.take('TO')) return [];
    const to = part.tableName();
    return to === null ? [] : [[from, to]];
  });
  return { kind: 'rename', pairs };
}
