import { Cursor } from '../catalog/cursor.ts';
import type { SqlDialect } from '../sql/index.ts';
import type { LintStatement } from './rule.ts';
import type { Span } from './structure/tree.ts';

const kept = new WeakMap<LintStatement, Cursor>();

function cursorOf(statement: LintStatement, dialect: SqlDialect): Cursor {
  let cursor = kept.get(statement);
  if (cursor === undefined) {
    cursor = new Cursor(statement.text, dialect);
    kept.set(statement, cursor);
  }
  return cursor;
}

/** Where these words stand one after the other, outside of quotes and comments; null when they do not. */
export function wordSpan(
  {
    statement,
    dialect,
    from = 0,
  }: { readonly statement: LintStatement; readonly dialect: SqlDialect; readonly from?: number },
  ...words: readonly string[]
): Span | null {
  const cursor = cursorOf(statement, dialect);
  cursor.at = from === 0 ? 0 : cursor.tokens.findIndex(({ start }) => start >= from);
  if (cursor.at < 0) return null;
  for (; cursor.at < cursor.end; cursor.at++) {
    if (!words.every((word, index) => cursor.word(index) === word)) continue;
    return { start: cursor.token()!.start, end: cursor.token(words.length - 1)!.end };
  }
  return null;
}

/** Whether these words stand one after the other. */
export function hasWords(
  context: { readonly statement: LintStatement; readonly dialect: SqlDialect },
  ...words: readonly string[]
): boolean {
  return wordSpan(context, ...words) !== null;
}
