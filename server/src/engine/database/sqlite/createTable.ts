import { canonical } from './canonical.ts';
import { atCommas, Cursor, isName, nameOf, Unreadable, type Word, wordsOf } from './words.ts';

/** A column of a PRIMARY KEY or UNIQUE, as it is written there. */
export interface KeyPart {
  readonly column: string;
  readonly collation: string | null;
  readonly descending: boolean;
}

/** `on conflict` is null for ABORT, which is what SQLite does anyway. */
export type ParsedConstraint = {
  readonly name: string | null /** The column it is written at. */;
  readonly column: string | null;
} & (
  | {
      readonly kind: 'primaryKey';
      readonly parts: readonly KeyPart[];
      readonly autoincrement: boolean;
      readonly onConflict: string | null;
    }
  | { readonly kind: 'unique'; readonly parts: readonly KeyPart[]; readonly onConflict: string | null }
  | { readonly kind: 'check'; readonly expression: readonly Word[] }
  | {
      readonly kind: 'foreignKey';
      readonly columns: readonly string[];
      readonly table: string;
      readonly references: readonly string[];
      readonly onDelete: string;
      readonly onUpdate: string;
      readonly match: string | null;
      readonly deferred: boolean;
    }
);

export interface ParsedColumn {
  readonly name: string;
  /** One blank between words; empty when there is none. */
  readonly type: string;
  /** The same as it is written. */
  readonly typeSource: string;
  readonly notNull: { readonly name: string | null; readonly onConflict: string | null } | null;
  /** As written, with the parentheses an expression needs. */
  readonly default: string | null;
  readonly collation: string | null;
  readonly generated: { readonly expression: readonly Word[]; readonly stored: boolean } | null;
}

/** What a CREATE TABLE says. */
export interface ParsedTable {
  /** Where the name stands in the text, with the quotes it has. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly columns: readonly ParsedColumn[];
  /** Those written at a column and those after the columns, in the order of the text. */
  readonly constraints: readonly ParsedConstraint[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads the text that SQLite keeps of a table; null when it is more than is known here (or a virtual table). */
export function parseCreateTable(sql: string): ParsedTable | null {
  try {
    const cursor = new Cursor(wordsOf(sql));
    cursor.expect('CREATE');
    if (!cursor.take('TEMP')) cursor.take('TEMPORARY');
    cursor.expect('TABLE');
    cursor.take('IF', 'NOT', 'EXISTS');
    if (cursor.words[cursor.at + 1]?.text === '.') cursor.at += 2;
    const { start: nameStart, end: nameEnd } = cursor.word ?? { start: 0, end: 0 };
    cursor.name();
    const columns: ParsedColumn[] = [];
    const constraints: ParsedConstraint[] = [];
    for (const item of atCommas(cursor.parenthesized())) {
      const inner = new Cursor(item);
      if (beginsConstraint(inner)) readConstraints(inner, constraints);
      else columns.push(readColumn(sql, inner, constraints));
    }
    return { nameStart, nameEnd, columns, constraints, ...readOptions(cursor) };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function beginsConstraint(cursor: Cursor): boolean {
  return ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].some((word) => cursor.is(word));
}

function readOptions(cursor: Cursor): { strict: boolean; withoutRowid: boolean } {
  let strict = false;
  let withoutRowid = false;
  while (cursor.word !== undefined && cursor.word.kind !== 'terminator') {
    if (cursor.take('STRICT')) strict = true;
    else if (cursor.take('WITHOUT')) {
      if (cursor.next().upper !== 'ROWID') throw new Unreadable('WITHOUT');
      withoutRowid = true;
    } else cursor.expect(',');
  }
  return { strict, withoutRowid };
}

/** Words that end a column's type. */
const columnConstraints = new Set([
  'CONSTRAINT',
  'PRIMARY',
  'NOT',
  'NULL',
  'UNIQUE',
  'CHECK',
  'DEFAULT',
  'COLLATE',
  'REFERENCES',
  'GENERATED',
  'AS',
  'DEFERRABLE',
  'ON',
]);

function readColumn(sql: string, cursor: Cursor, constraints: ParsedConstraint[]): ParsedColumn {
  const columnName = cursor.name();
  const type = readType(cursor);
  const column: Mutable<ParsedColumn> = {
    name: columnName,
    type: type.map((word, index) => typeWord(word, type[index - 1])).join(''),
    typeSource: sql.slice(type[0]?.start ?? 0, type.at(-1)?.end ?? 0),
    notNull: null,
    default: null,
    collation: null,
    generated: null,
  };
  let name: string | null = null;
  while (cursor.word !== undefined) {
    if (cursor.take('CONSTRAINT')) {
      name = cursor.name();
      continue;
    }
    if (cursor.take('DEFAULT')) column.default = readDefault(cursor);
    else if (cursor.take('NULL')) readConflict(cursor);
    else if (cursor.take('NOT', 'NULL')) column.notNull = { name, onConflict: readConflict(cursor) };
    else if (cursor.take('COLLATE')) column.collation = collation(cursor.name());
    else if (cursor.take('GENERATED', 'ALWAYS', 'AS') || cursor.take('AS'))
      column.generated = readGenerated(cursor);
    else constraints.push(readColumnConstraint(cursor, column.name, name));
    name = null;
  }
  return column;
}

function readType(cursor: Cursor): readonly Word[] {
  const start = cursor.at;
  while (isTypeWord(cursor.word)) cursor.at++;
  if (cursor.at > start && cursor.is('(')) cursor.parenthesized();
  return cursor.words.slice(start, cursor.at);
}

function isTypeWord(word: Word | undefined): boolean {
  return isName(word) && !(word.kind === 'word' && columnConstraints.has(word.upper));
}

function typeWord(word: Word, before: Word | undefined): string {
  const quoted = word.kind === 'quotedIdentifier' || word.kind === 'string';
  const text = quoted ? nameOf(word) : word.text;
  const sticks =
    before === undefined ||
    ['(', '+', '-'].includes(before.text) ||
    ['(', ')', ','].includes(word.text) ||
    before.text === ',';
  return sticks ? text : ` ${text}`;
}

/** A literal without parentheses, any other expression with them. */
function readDefault(cursor: Cursor): string {
  if (!cursor.is('(')) {
    const start = cursor.at;
    if (cursor.is('+') || cursor.is('-')) cursor.at++;
    cursor.next();
    return canonical(cursor.words.slice(start, cursor.at), isNoColumn);
  }
  const words = cursor.parenthesized();
  const value = words.length === 2 && /^[+-]$/.test(words[0]!.text) ? words[1]! : words[0]!;
  const isLiteral =
    words.at(-1) === value &&
    (value.kind === 'number' || value.kind === 'string' || literalWords.has(value.upper));
  return isLiteral ? canonical(words) : `(${canonical(words, isNoColumn)})`;
}

const literalWords = new Set(['NULL', 'TRUE', 'FALSE', 'CURRENT_TIMESTAMP', 'CURRENT_DATE', 'CURRENT_TIME']);

/** A default sees no column, so what stands in double quotes is text. */
const isNoColumn = () => false;

function readGenerated(cursor: Cursor): ParsedColumn['generated'] {
  const expression = cursor.parenthesized();
  if (cursor.take('STORED')) return { expression, stored: true };
  cursor.take('VIRTUAL');
  return { expression, stored: false };
}

function readColumnConstraint(cursor: Cursor, column: string, name: string | null): ParsedConstraint {
  const parts = [{ column, collation: null, descending: false }];
  if (cursor.take('PRIMARY', 'KEY')) {
    const descending = cursor.take('DESC');
    if (!descending) cursor.take('ASC');
    const onConflict = readConflict(cursor);
    const autoincrement = cursor.take('AUTOINCREMENT');
    return {
      kind: 'primaryKey',
      name,
      column,
      parts: [{ ...parts[0]!, descending }],
      autoincrement,
      onConflict,
    };
  }
  if (cursor.take('UNIQUE')) return { kind: 'unique', name, column, parts, onConflict: readConflict(cursor) };
  if (cursor.take('CHECK')) return readCheck(cursor, column, name);
  if (cursor.take('REFERENCES'))
    return { kind: 'foreignKey', name, column, columns: [column], ...readReferences(cursor) };
  throw new Unreadable('a constraint of a column');
}

function readConstraints(cursor: Cursor, constraints: ParsedConstraint[]): void {
  let name: string | null = null;
  while (cursor.word !== undefined) {
    if (cursor.take('CONSTRAINT')) {
      name = cursor.name();
      continue;
    }
    constraints.push(readConstraint(cursor, name));
    name = null;
  }
}

function readConstraint(cursor: Cursor, name: string | null): ParsedConstraint {
  if (cursor.take('PRIMARY', 'KEY')) {
    const words = cursor.parenthesized();
    const autoincrement = words.at(-1)?.upper === 'AUTOINCREMENT';
    const parts = atCommas(autoincrement ? words.slice(0, -1) : words).map(readPart);
    return { kind: 'primaryKey', name, column: null, parts, autoincrement, onConflict: readConflict(cursor) };
  }
  if (cursor.take('UNIQUE')) {
    const parts = atCommas(cursor.parenthesized()).map(readPart);
    return { kind: 'unique', name, column: null, parts, onConflict: readConflict(cursor) };
  }
  if (cursor.take('CHECK')) return readCheck(cursor, null, name);
  cursor.expect('FOREIGN', 'KEY');
  const columns = atCommas(cursor.parenthesized()).map((words) => new Cursor(words).name());
  cursor.expect('REFERENCES');
  return { kind: 'foreignKey', name, column: null, columns, ...readReferences(cursor) };
}

function readCheck(cursor: Cursor, column: string | null, name: string | null): ParsedConstraint {
  const expression = cursor.parenthesized();
  // Taken by SQLite, without effect.
  readConflict(cursor);
  return { kind: 'check', name, column, expression };
}

function readPart(words: readonly Word[]): KeyPart {
  const cursor = new Cursor(words);
  const column = cursor.name();
  const collated = cursor.take('COLLATE') ? cursor.name().toUpperCase() : null;
  const descending = cursor.take('DESC');
  if (!descending) cursor.take('ASC');
  if (cursor.word !== undefined) throw new Unreadable(`a key's column at ${cursor.word.text}`);
  return { column, collation: collated, descending };
}

function readConflict(cursor: Cursor): string | null {
  if (!cursor.take('ON', 'CONFLICT')) return null;
  const { upper } = cursor.next();
  return upper === 'ABORT' ? null : upper;
}

function readReferences(cursor: Cursor) {
  const table = cursor.name();
  const references = cursor.is('(')
    ? atCommas(cursor.parenthesized()).map((words) => new Cursor(words).name())
    : [];
  const target = {
    table,
    references,
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
    match: null as string | null,
    deferred: false,
  };
  for (;;) {
    if (cursor.take('ON', 'DELETE')) target.onDelete = readAction(cursor);
    else if (cursor.take('ON', 'UPDATE')) target.onUpdate = readAction(cursor);
    else if (cursor.take('ON', 'INSERT')) readAction(cursor);
    else if (cursor.take('MATCH')) target.match = cursor.name().toUpperCase();
    else if (cursor.take('NOT', 'DEFERRABLE')) readInitially(cursor);
    else if (cursor.take('DEFERRABLE')) target.deferred = readInitially(cursor);
    else return target;
  }
}

function readAction(cursor: Cursor): string {
  for (const action of [['SET', 'NULL'], ['SET', 'DEFAULT'], ['NO', 'ACTION'], ['CASCADE'], ['RESTRICT']]) {
    if (cursor.take(...action)) return action.join(' ');
  }
  throw new Unreadable('an action');
}

function readInitially(cursor: Cursor): boolean {
  if (cursor.take('INITIALLY', 'DEFERRED')) return true;
  cursor.take('INITIALLY', 'IMMEDIATE');
  return false;
}

/** Collations have no case; BINARY is what a column has anyway. */
function collation(name: string): string | null {
  const upper = name.toUpperCase();
  return upper === 'BINARY' ? null : upper;
}
