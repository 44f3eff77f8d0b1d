import type { SqlDialect } from './dialect.ts';
import { SqlReader } from './reader.ts';
import type { Token } from './token.ts';

/** Cuts `text` (or the part from `start` to `end`) into tokens that, joined, are that text. Never throws. */
export function tokenize(text: string, dialect: SqlDialect, start = 0, end = text.length): Token[] {
  const reader = new SqlReader(text, dialect, start, end);
  const tokens: Token[] = [];
  while (reader.next()) {
    const token = { kind: reader.kind, start: reader.start, end: reader.end };
    tokens.push(reader.unterminated ? { ...token, unterminated: true } : token);
  }
  return tokens;
}
