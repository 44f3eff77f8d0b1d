import type { Cursor } from '../../catalog/cursor.ts';
import type { Span } from './tree.ts';

/** A type as it is written, and what it means: one name for its spellings. */
export interface TypeText extends Span {
  readonly text: string;
  /** Lower case, without namespace and length: `varchar`, `integer`, `timestamptz`, `double precision`. */
  readonly base: string;
  /** What stands in the parentheses: `['10', '2']`, `["'a'", "'b'"]`. */
  readonly arguments: readonly string[];
  readonly array: boolean;
  readonly unsigned: boolean;
  readonly zerofill: boolean;
}

const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int2: 'smallint',
  int8: 'bigint',
  'character varying': 'varchar',
  'national varchar': 'varchar',
  nvarchar: 'varchar',
  character: 'char',
  bpchar: 'char',
  nchar: 'char',
  decimal: 'numeric',
  dec: 'numeric',
  fixed: 'numeric',
  bool: 'boolean',
  float8: 'double precision',
  double: 'double precision',
  float4: 'real',
  serial4: 'serial',
  serial8: 'bigserial',
  serial2: 'smallserial',
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'time with time zone': 'timetz',
  'time without time zone': 'time',
  'bit varying': 'varbit',
};

/** Words that end a column's type. */
const enders: ReadonlySet<string> = new Set(
  `NOT NULL DEFAULT PRIMARY UNIQUE CHECK REFERENCES CONSTRAINT COLLATE GENERATED AS AUTO_INCREMENT AUTOINCREMENT
   COMMENT ON CHARSET STORAGE COMPRESSION VISIBLE INVISIBLE VIRTUAL STORED PERSISTENT KEY DEFERRABLE INITIALLY FIRST
   AFTER USING COLUMN_FORMAT ENGINE_ATTRIBUTE SRID ENFORCED SERIAL`.split(/\s+/),
);

/** Reads the type that stands at the cursor; null when none does. */
export function readTypeAt(cursor: Cursor): TypeText | null {
  const from = cursor.at;
  while (!cursor.done && !(endsType(cursor) && !(cursor.at === from && cursor.word() === 'SERIAL')))
    cursor.skipBalanced();
  if (cursor.at === from) return null;
  const start = cursor.tokens[from]!.start;
  return { ...parseType(cursor.textFrom(from)), start, end: cursor.tokens[cursor.at - 1]!.end };
}

function endsType(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word === 'CHARACTER') return cursor.word(1) === 'SET';
  if (word === 'WITH') return cursor.word(1) !== 'TIME' && cursor.word(1) !== 'LOCAL';
  return enders.has(word);
}

/** What a type's text means. Never throws: what is not known is its own base. */
export function parseType(text: string): Omit<TypeText, 'start' | 'end'> {
  const open = text.indexOf('(');
  const close = open < 0 ? -1 : text.lastIndexOf(')');
  const inside = open < 0 || close < open ? '' : text.slice(open + 1, close);
  const outside = open < 0 ? text : `${text.slice(0, open)} ${close < open ? '' : text.slice(close + 1)}`;
  const plain = outside.replace(/["`]/g, '').toLowerCase();
  const array = /\[[^\]]*\]|\barray\b/.test(plain);
  const base = plain
    .replace(/\[[^\]]*\]|\barray\b|\bunsigned\b|\bsigned\b|\bzerofill\b|\bbinary$/g, ' ')
    .replace(/^\s*(?:pg_catalog|public)\s*\.\s*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    text,
    base: aliases[base] ?? base,
    arguments: inside === '' ? [] : splitArguments(inside),
    array,
    unsigned: /\bunsigned\b/.test(plain) || /\bzerofill\b/.test(plain),
    zerofill: /\bzerofill\b/.test(plain),
  };
}

function splitArguments(inside: string): readonly string[] {
  return (inside.match(/'(?:[^'\\]|\\.|'')*'|[^,]+/g) ?? [])
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
