import { type SqlDialect, tokenize } from '../sql/index.ts';

/** Says of an offset where `--` stands whether it opens a comment, or is inside a string, a quoted name or a block comment. */
export type CommentTest = (offset: number) => boolean;

/**
 * Tests offsets of `text`, asked in ascending order. Simple text is read at the speed of a search; only where a quote
 * spans lines, a dollar quote or a backslash makes it unsure is the whole text cut into tokens, once.
 */
export function commentTest(text: string, syntax: SqlDialect): CommentTest {
  let comments: Set<number> | undefined;
  let sure = 0;
  return (offset) => {
    if (comments === undefined) {
      if (offset < sure) return false;
      const end = skim(text, sure, offset);
      if (end !== null) {
        sure = end;
        return end === offset;
      }
      comments = new Set();
      for (const token of tokenize(text, syntax)) if (token.kind === 'comment') comments.add(token.start);
    }
    return comments.has(offset);
  };
}

const special = /--|\/\*|['"`\\$#[]|\bfrom\s+stdin\b/gi;

/**
 * Reads from `from`, which is outside everything quoted, to `to`. Gives `to` when that is outside too, a later offset
 * when `to` lies inside a block comment that ends there, and null when only the database's lexer can tell.
 */
function skim(text: string, from: number, to: number): number | null {
  let position = from;
  for (;;) {
    special.lastIndex = position;
    const found = special.exec(text);
    if (found === null || found.index >= to) return to;
    const at = found.index;
    const character = found[0][0]!;
    if (character === '-') {
      position = lineEnd(text, at);
      // MySQL wants a space after it, the others do not.
      if (!/[\s-]/.test(text[at + 2] ?? ' ') && /['"`]|\/\*/.test(text.slice(at + 2, position))) return null;
    } else if (character === '/') {
      const end = text.indexOf('*/', at + 2);
      // A nested comment counts on PostgreSQL only; an executable one holds statements on MySQL only.
      if (end === -1 || text.slice(at + 2, end).includes('/*') || /^M?!/.test(text.slice(at + 2, at + 4)))
        return null;
      position = end + 2;
      if (position > to) return position;
    } else if (character === "'" || character === '"' || character === '`') {
      const end = text.indexOf(character, at + 1);
      if (end === -1) return null;
      const inside = text.slice(at, end);
      if (inside.includes('\n') || inside.includes('\\')) return null;
      position = end + 1;
    } else if (character === '$') {
      if (/^\$(?:[^\W\d]\w*)?\$/.test(text.slice(at, at + 128))) return null;
      position = at + 1;
    } else if (character === '#' || character === '[') {
      // A comment or an operator, a quoted name or a subscript: it matters only when a quote follows on the line.
      const subscript = /^\[\d*\]/.exec(text.slice(at, at + 12));
      const rest = subscript?.[0] ?? text.slice(at, lineEnd(text, at));
      if (subscript === null && /['"`$]|\/\*|--/.test(rest)) return null;
      position = at + rest.length;
    } else return null;
  }
}

/**
 * The offset of the first character from `start` that is not whitespace, comment or `;`, or `end`. What MySQL and
 * MariaDB execute (`/*! … *\/`) is no comment.
 */
export function skipBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 59 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0) at++;
    else if ((code === 45 && text.charCodeAt(at + 1) === 45) || code === 35) at = lineEnd(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42 && !/^M?!/.test(text.slice(at + 2, at + 4))) {
      at = blockEnd(text, at);
    } else return at;
  }
  return end;
}

function blockEnd(text: string, start: number): number {
  const end = text.indexOf('*/', start + 2);
  return end === -1 ? text.length : end + 2;
}

/** The offset of the line feed (or carriage return before it) that ends the line of `offset`. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return end > offset && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}
