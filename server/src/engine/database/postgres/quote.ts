import type { SqlValue } from '../database.ts';

/** Quotes a name of one or more parts: `"public"."users"`. */
export function identifier(...parts: readonly string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
}

/**
 * Writes a value as a literal that means the same whatever `standard_conforming_strings`, `bytea_output`, `DateStyle`
 * and the search path are set to. Text with a NUL character cannot be stored by PostgreSQL; the server refuses it.
 */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `'${value}'`;
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (value instanceof Uint8Array) return `pg_catalog.decode('${Buffer.from(value).toString('hex')}', 'hex')`;
  const quoted = value.replaceAll("'", "''");
  // With a backslash the meaning of '…' depends on a setting; that of E'…' does not.
  return quoted.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}
