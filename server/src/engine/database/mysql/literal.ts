import type { SqlValue } from '../database.ts';

/** Quotes a name of one or more parts with backticks, which no `sql_mode` takes away. */
export function identifier(...parts: readonly string[]): string {
  return parts.map((part) => `\`${part.replaceAll('`', '``')}\``).join('.');
}

/**
 * A value as a literal that reads back the same under every `sql_mode`: text with a backslash is written in
 * hexadecimal, since `NO_BACKSLASH_ESCAPES` decides what a backslash is. Dates are written in UTC.
 * Throws a RangeError for NaN and infinities, which the server has no literal for.
 */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as an SQL number.`);
    return String(value);
  }
  if (value instanceof Date) return `'${value.toISOString().slice(0, 23).replace('T', ' ')}'`;
  return `x'${Buffer.from(value).toString('hex')}'`;
}

function text(value: string): string {
  // A zero byte ends the text for some clients that a dump may be loaded with.
  const plain = !value.includes('\\') && !value.includes('\0');
  if (plain) return `'${value.replaceAll("'", "''")}'`;
  return `_utf8mb4 x'${Buffer.from(value, 'utf8').toString('hex')}'`;
}
