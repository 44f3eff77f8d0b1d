import { createHash } from 'node:crypto';
import type { SqlDialect } from './dialect.ts';
import { SqlReader } from './reader.ts';

/**
 * SHA-256 (lower-case hex) over the tokens of a text. Comments and whitespace between tokens do not count, and a `\r\n`
 * inside of one counts as `\n`, so that a checkout with other line endings is the same statement.
 */
export function statementHash(text: string, dialect: SqlDialect): string {
  return createHash('sha256').update(significant(text, dialect)).digest('hex');
}

/** Whether two texts differ in comments, whitespace between tokens and line endings only. */
export function tokensEqual(a: string, b: string, dialect: SqlDialect): boolean {
  return a === b || significant(a, dialect) === significant(b, dialect);
}

/** The tokens that count, each with its length in front so that no two lists read the same. */
function significant(text: string, dialect: SqlDialect): string {
  const tokens: string[] = [];
  const reader = new SqlReader(text, dialect, 0, text.length);
  while (reader.next()) {
    if (reader.kind === 'whitespace' || reader.kind === 'comment') continue;
    const token = text.slice(reader.start, reader.end).replaceAll('\r\n', '\n');
    tokens.push(`${token.length}:${token}`);
  }
  return tokens.join('');
}
