import type { SqlDialect } from './dialect.ts';

/** SHA-256 (lower-case hex) over the tokens of a statement; comments and whitespace do not count. */
export function statementHash(_text: string, _dialect: SqlDialect): string {
  return '';
}

/** Whether two texts differ in comments and whitespace only. */
export function tokensEqual(_a: string, _b: string, _dialect: SqlDialect): boolean {
  return false;
}
