import type { SqlDialect } from './dialect.ts';
import type { Token } from './token.ts';

/** Cuts `text` (or the part from `start` to `end`) into tokens that, joined, are that text. Never throws. */
export function tokenize(_text: string, _dialect: SqlDialect, _start?: number, _end?: number): Token[] {
  return [];
}
