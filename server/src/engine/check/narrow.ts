import type { DatabaseMessage } from '../errors.ts';
import { type SqlDialect, type Statement, type Token, tokenize, unquote } from '../sql/index.ts';

/** A stretch of a file's text, UTF-16. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A token that can be what a message names. */
interface Word {
  readonly token: Token;
  readonly name: string;
  /** What stands before its dot: `i` of `i.email`; null without one. */
  readonly qualifier: string | null;
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
  const words = wordsOf(text, tokens, syntax);
  const { position } = message;
  if (position !== undefined) {
    const at = tokens.findIndex((one) => one.start <= position && position < one.end);
    if (at >= 0) return shifted(lastPart(text, tokens, at));
  }
  for (const written of namesIn(message)) {
    const parts = written.toLowerCase().split('.');
    const found = words.filter(({ name }) => name === parts.at(-1));
    if (found.length === 0) continue;
    // The same name elsewhere is another thing when it is qualified differently.
    const qualifier = parts.at(-2) ?? null;
    const same = found.filter((word) => word.qualifier === qualifier);
    const fitting = same.length > 0 ? same : found;
    if (fitting.length === 1) return shifted(fitting[0]!.token);
    break;
  }
  return { start, end };
}

/** Of a name with dots that begins at a token, the last part: that is what is not found. */
function lastPart(text: string, tokens: readonly Token[], at: number): Token {
  let last = at;
  while (isName(tokens[last]) && pieceOf(text, tokens[last + 1]) === '.' && isName(tokens[last + 2]))
    last += 2;
  return tokens[last]!;
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quotedIdentifier';
}

function pieceOf(text: string, token: Token | undefined): string {
  return token === undefined ? '' : text.slice(token.start, token.end);
}

function wordsOf(text: string, tokens: readonly Token[], syntax: SqlDialect): readonly Word[] {
  const nameOf = (token: Token | undefined) => {
    const piece = pieceOf(text, token);
    return (token?.kind === 'word' ? piece : unquote(piece, syntax)).toLowerCase();
  };
  return tokens.flatMap((token, index) => {
    if (token.kind === 'string') {
      const content = pieceOf(text, token).slice(1, -1).toLowerCase();
      return [{ token, name: content, qualifier: null }];
    }
    if (!isName(token)) return [];
    const isQualified = pieceOf(text, tokens[index - 1]) === '.' && isName(tokens[index - 2]);
    const qualifier = isQualified ? nameOf(tokens[index - 2]) : null;
    return [{ token, name: nameOf(token), qualifier }];
  });
}

/**
 * The names of a message, the nearest to what is wrong first: `column "emial" of relation "users"`,
 * `Table 'app.users'`, `no such column: emial`, `NOT NULL constraint failed: users.email`; then what its detail blames.
 */
export function namesIn({ message, detail }: DatabaseMessage): readonly string[] {
  const quoted = [...message.matchAll(/"([^"]+)"|`([^`]+)`|'([^']+)'/g)].map(
    (match) => (match[1] ?? match[2] ?? match[3])!,
  );
  const after = /:\s*([\w$.]+)\s*$/.exec(message)?.[1];
  const words = (pattern: RegExp, text = message) => [...text.matchAll(pattern)].map((match) => match[1]!);
  const columns = words(/\bcolumn(?: named| reference)?\s+([\w$.]+)/gi);
  const others = words(/\b(?:table|index|view|trigger|constraint|type|function)\s+([\w$.]+)/gi);
  const blamed = words(/\bcolumn\s+"?([\w$.]+)"?/gi, detail ?? '');
  return [...quoted, ...(after === undefined ? [] : [after]), ...columns, ...others, ...blamed];
}
