import type { StatementCursor } from './cursor.ts';

/** What CREATE, ALTER, DROP or COMMENT ON speaks of, and the words before and behind it. */
export interface ObjectHead {
  readonly object: string | null;
  readonly temporary: boolean;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
  readonly ifNotExists: boolean;
}

/** Objects of several words. */
const compounds: readonly (readonly string[])[] =
  `MATERIALIZED VIEW|FOREIGN DATA WRAPPER|FOREIGN TABLE|FOREIGN SCHEMA|EVENT TRIGGER|TEXT SEARCH CONFIGURATION
   TEXT SEARCH DICTIONARY|TEXT SEARCH PARSER|TEXT SEARCH TEMPLATE|ACCESS METHOD|OPERATOR CLASS|OPERATOR FAMILY
   USER MAPPING|SPATIAL REFERENCE SYSTEM|RESOURCE GROUP|LOGFILE GROUP|UNDO TABLESPACE|LARGE OBJECT|PACKAGE BODY
   DEFAULT PRIVILEGES|VIRTUAL TABLE`
    .split(/[|\n]/)
    .map((words) => words.trim().split(' '));
const firstOfCompound = new Set(compounds.map(([first]) => first));

const modifiers = new Set(
  `GLOBAL LOCAL UNLOGGED UNIQUE FULLTEXT SPATIAL VECTOR RECURSIVE TRUSTED PROCEDURAL ONLINE OFFLINE IGNORE PUBLIC
   DEFAULT`.split(/\s+/),
);
const plurals: Readonly<Record<string, string>> = { TABLES: 'TABLE', VIEWS: 'VIEW' };

/** Reads `[modifiers] object [CONCURRENTLY] [IF [NOT] EXISTS]`, up to the name. */
export function readObjectHead(cursor: StatementCursor): ObjectHead {
  let temporary = false;
  let object: string | null = null;
  while (object === null && cursor.word() !== '') {
    const words = firstOfCompound.has(cursor.word())
      ? compounds.find((compound) => cursor.sees(...compound))
      : undefined;
    if (words !== undefined) {
      object = words.join(' ');
      cursor.skip(words.length);
    } else if (cursor.accept('TEMP') || cursor.accept('TEMPORARY')) temporary = true;
    else if (!skipModifier(cursor)) {
      object = plurals[cursor.word()] ?? cursor.word();
      cursor.skip();
    }
  }
  return { object, temporary, ...readConditions(cursor) };
}

/** Reads `CONCURRENTLY`, `IF EXISTS`, `IF NOT EXISTS` and `ONLY`, in any order. */
export function readConditions(cursor: StatementCursor): {
  concurrently: boolean;
  ifExists: boolean;
  ifNotExists: boolean;
} {
  let concurrently = false;
  let ifExists = false;
  let ifNotExists = false;
  for (;;) {
    if (cursor.accept('CONCURRENTLY')) concurrently = true;
    else if (cursor.accept('IF', 'NOT', 'EXISTS')) ifNotExists = true;
    else if (cursor.accept('IF', 'EXISTS')) ifExists = true;
    else if (!cursor.accept('ONLY')) return { concurrently, ifExists, ifNotExists };
  }
}

function skipModifier(cursor: StatementCursor): boolean {
  if (cursor.accept('OR', 'REPLACE') || cursor.accept('OR', 'ALTER')) return true;
  if (cursor.sees('AGGREGATE', 'FUNCTION')) return cursor.accept('AGGREGATE');
  if (cursor.sees('CONSTRAINT', 'TRIGGER')) return cursor.accept('CONSTRAINT');
  if (cursor.accept('SQL', 'SECURITY')) return skipOne(cursor);
  if ((cursor.word() === 'DEFINER' || cursor.word() === 'ALGORITHM') && cursor.raw(1) === '=') {
    cursor.skip(3);
    // user@host is a word and a parameter, 'user'@'host' two strings around a sign, CURRENT_USER() has parentheses.
    if (cursor.raw() === '@') cursor.skip(2);
    else if (cursor.peek()?.kind === 'parameter') cursor.skip();
    cursor.skipParentheses();
    return true;
  }
  if (!modifiers.has(cursor.word())) return false;
  return skipOne(cursor);
}

function skipOne(cursor: StatementCursor): boolean {
  cursor.skip();
  return true;
}
