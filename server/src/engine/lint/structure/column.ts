import { columnList } from '../../catalog/columnDefinition.ts';
import type { Cursor } from '../../catalog/cursor.ts';
import type { ColumnClause, ReferenceClause, Span } from './tree.ts';
import { readTypeAt } from './type.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const nothing = {
  ...{ notNull: null, nullWritten: null, default: null, onUpdate: null, primaryKey: null, unique: null },
  ...{ check: null, references: null, generated: null, identity: null, autoIncrement: null, comment: null },
  ...{ collation: null, charset: null, position: null },
} as const;

/** Where the tokens from index `from` to the cursor stand. */
export function spanFrom(cursor: Cursor, from: number, to = cursor.at): Span {
  const last = Math.max(from, Math.min(to, cursor.end) - 1);
  const first = cursor.tokens[from];
  return { start: first?.start ?? cursor.text.length, end: cursor.tokens[last]?.end ?? cursor.text.length };
}

/** Reads `name type options`; null when no name stands here. The cursor covers the definition and nothing else. */
export function readColumnClause(cursor: Cursor): ColumnClause | null {
  const first = cursor.at;
  const name = cursor.name();
  if (name === null) return null;
  const type = readTypeAt(cursor);
  const found: Mutable<ColumnClause> = { ...nothing, name, type, start: name.start, end: name.end };
  while (!cursor.done) readOption(cursor, found);
  return { ...found, ...spanFrom(cursor, first) };
}

function readOption(cursor: Cursor, found: Mutable<ColumnClause>): void {
  const from = cursor.at;
  const span = (): Span => spanFrom(cursor, from);
  if (cursor.take('CONSTRAINT')) cursor.name();
  else if (cursor.take('NOT', 'NULL')) found.notNull = span();
  else if (cursor.take('NULL')) found.nullWritten = span();
  else if (cursor.take('PRIMARY')) {
    cursor.take('KEY');
    found.primaryKey = span();
  } else if (cursor.take('UNIQUE')) {
    cursor.take('KEY');
    found.unique = span();
  } else if (cursor.take('CHECK')) {
    cursor.skipBalanced();
    found.check = span();
  } else if (cursor.take('REFERENCES')) found.references = readReference(cursor, from);
  else if (cursor.take('DEFAULT')) {
    const at = cursor.at;
    readExpression(cursor);
    found.default = { ...span(), text: cursor.textFrom(at), expression: spanFrom(cursor, at) };
  } else if (cursor.take('ON', 'UPDATE')) {
    readExpression(cursor);
    found.onUpdate = span();
  } else if (cursor.word() === 'GENERATED' || cursor.word() === 'AS') readGenerated(cursor, found);
  else if (cursor.take('AUTO_INCREMENT') || cursor.take('AUTOINCREMENT')) found.autoIncrement = span();
  else if (cursor.take('COMMENT')) {
    cursor.take('=');
    cursor.skipBalanced();
    found.comment = span();
  } else if (cursor.take('COLLATE')) {
    cursor.take('=');
    const name = cursor.tableName()?.name ?? cursor.raw();
    found.collation = { ...span(), name };
  } else if (cursor.take('CHARSET') || cursor.take('CHARACTER', 'SET')) {
    cursor.take('=');
    const name = cursor.raw();
    cursor.at++;
    found.charset = { ...span(), name };
  } else if (cursor.take('FIRST')) found.position = span();
  else if (cursor.take('AFTER')) {
    cursor.at++;
    found.position = span();
  } else cursor.skipBalanced();
}

const expressionEnd: ReadonlySet<string> = new Set(
  `NOT NULL PRIMARY UNIQUE CHECK REFERENCES CONSTRAINT GENERATED AUTO_INCREMENT COMMENT ON COLLATE FIRST AFTER KEY
   DEFAULT DEFERRABLE INITIALLY STORED VIRTUAL VISIBLE INVISIBLE COLUMN_FORMAT`.split(/\s+/),
);

function readExpression(cursor: Cursor): void {
  cursor.skipBalanced();
  while (!cursor.done && !expressionEnd.has(cursor.word())) cursor.skipBalanced();
}

function readGenerated(cursor: Cursor, found: Mutable<ColumnClause>): void {
  const from = cursor.at;
  cursor.take('GENERATED');
  if (cursor.take('BY', 'DEFAULT')) cursor.take('ON', 'NULL');
  else cursor.take('ALWAYS');
  cursor.take('AS');
  if (cursor.take('IDENTITY')) {
    if (cursor.word() === '(') cursor.skipBalanced();
    found.identity = spanFrom(cursor, from);
    return;
  }
  cursor.skipBalanced();
  const stored = cursor.take('STORED') || cursor.take('PERSISTENT');
  if (!stored) cursor.take('VIRTUAL');
  found.generated = { ...spanFrom(cursor, from), stored };
}

/** Behind `REFERENCES`; `from` is where the clause began. Null when no table follows. */
export function readReference(cursor: Cursor, from: number): ReferenceClause | null {
  const table = cursor.tableName();
  if (table === null) return null;
  const columns = cursor.word() === '(' ? columnList(cursor) : [];
  let onDelete: string | null = null;
  for (;;) {
    if (cursor.take('MATCH')) cursor.at++;
    else if (cursor.word() === 'ON' && (cursor.word(1) === 'DELETE' || cursor.word(1) === 'UPDATE')) {
      const isDelete = cursor.word(1) === 'DELETE';
      cursor.at += 2;
      const two = cursor.word() === 'SET' || cursor.word() === 'NO';
      const action = two ? `${cursor.word()} ${cursor.word(1)}` : cursor.word();
      cursor.at += two ? 2 : 1;
      if (isDelete) onDelete = action;
    } else break;
  }
  return { ...spanFrom(cursor, from), table, columns, onDelete };
}
