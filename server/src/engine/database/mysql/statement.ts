import type { DdlStatement } from '../ddl.ts';

/** A statement of a change. Nothing of these servers' DDL is in a transaction, so all stand `inside`. */
export function statement(
  sql: string,
  more: { comments?: readonly string[]; destructive?: string | null } = {},
): DdlStatement {
  return { sql, comments: more.comments ?? [], destructive: more.destructive ?? null, transaction: 'inside' };
}
