import type { DatabaseMessage } from '../errors.ts';
import { type SqlDialect, type Statement, tokenize, unquote } from '../sql/index.ts';

/** A stretch of a file's text, UTF-16. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Where in a statement its error is: the token that the database points at, else the name that its message speaks of
 * when the statement has it once, else the whole statement.
 */
export function narrow(statement: Statement, message: DatabaseMessage, syntax: SqlDialect): Range {
  const { start, end, text } = statement;
  const tokens = [...tokenize(text, syntax)].filter(
    ({ kind }) => kind !== 'whitespace' && kind !== 'comment',
  );
  const shifted = (token: Range): Range => ({ start: start + token.start, end: start + token.end });
  const { position } = message;
  if (position !== undefined) {
    const token = tokens.find((one) => one.start <= position && position < one.end);
    if (token !== undefined) return shifted(token);
  }
  const words = tokens.flatMap((token) => {
    const piece = text.slice(token.start, token.end);
    if (token.kind === 'word') return [{ token, name: piece.toLowerCase() }];
    return token.kind === 'quotedIdentifier' ? [{ token, name: unquote(piece, syntax).toLowerCase() }] : [];
  });
  for (const name of namesIn(message.message)) {
    const found = words.filter((word) => word.name === name.toLowerCase());
    if (found.length > 1) break;
    if (found.length === 1) return shifted(found[0]!.token);
  }
  return { start, end };
}

/**
 * The names of a message, the nearest to what is wrong first: `column "emial" of relation "users"`,
 * `Table 'app.users'`, `no such column: emial`, `NOT NULL constraint failed: users.email`.
 */
function namesIn(message: string): readonly string[] {
  const quoted = [...message.matchAll(/"([^"]+)"|`([^`]+)`|'([^']+)'/g)].map(
    (match) => (match[1] ?? match[2] ?? match[3])!,
  );
  const after = /:\s*([\w$.]+)\s*$/.exec(message)?.[1];
  const words = (pattern: RegExp) => [...message.matchAll(pattern)].map((match) => match[1]!);
  const columns = words(/\bcolumn(?: named)?\s+([\w$.]+)/gi);
  const others = words(/\b(?:table|index|view|trigger)\s+([\w$.]+)/gi);
  return [...quoted, ...(after === undefined ? [] : [after]), ...columns, ...others].map((name) =>
    name.slice(name.lastIndexOf('.') + 1),
  );
}
