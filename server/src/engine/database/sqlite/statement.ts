import type { DdlStatement } from '../ddl.ts';

/** A statement that runs in the migration's transaction and loses nothing, unless `more` says otherwise. */
export function statement(
  sql: string,
  more: Partial<Pick<DdlStatement, 'comments' | 'destructive'>> = {},
): DdlStatement {
  return { sql, comments: more.comments ?? [], destructive: more.destructive ?? null, transaction: 'inside' };
}
