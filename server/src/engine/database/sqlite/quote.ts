import type { SqlValue } from '../database.ts';

/** `"name"`, or `"main"."name"` of several parts. */
export function identifier(...parts: readonly string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

/**
 * A value as SQL. Text with a null character goes as a cast blob, since SQLite's text literals end there; a number
 * that SQL cannot write is NULL or an overflowing literal, as SQLite itself stores it. A Date is its ISO 8601 text.
 */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'NULL';
    return Number.isFinite(value) ? String(value) : value > 0 ? '9e999' : '-9e999';
  }
  if (value instanceof Date) return text(value.toISOString());
  if (value instanceof Uint8Array) return blob(value);
  return value.includes('\0') ? `CAST(${blob(Buffer.from(value))} AS TEXT)` : text(value);
}

/** A parameter as the driver takes it. */
export function bindable(value: SqlValue): null | string | number | bigint | Uint8Array {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.toISOString() : value;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function blob(value: Uint8Array): string {
  return `X'${Buffer.from(value).toString('hex')}'`;
}
