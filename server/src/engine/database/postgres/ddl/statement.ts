import type { DdlStatement } from '../../ddl.ts';

/** A statement that runs in the transaction and loses nothing, unless `more` says otherwise. */
export function statement(sql: string, more: Partial<Omit<DdlStatement, 'sql'>> = {}): DdlStatement {
  return { sql, comments: [], destructive: null, transaction: 'inside', ...more };
}

export function statements(...sqls: readonly string[]): readonly DdlStatement[] {
  return sqls.map((sql) => statement(sql));
}
