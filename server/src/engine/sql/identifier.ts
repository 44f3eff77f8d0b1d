import type { SqlDialect } from './dialect.ts';

/** The name a word or quoted identifier stands for, without its quotes; letters as written. */
export function unquote(tokenText: string, _dialect: SqlDialect): string {
  return tokenText;
}
