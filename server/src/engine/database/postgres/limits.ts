import type { Limits } from '../database.ts';

/** Statements that set limits for the session; inside a transaction they end with it when it is rolled back. 0 is no limit. */
export function limitsSql(limits: Limits): readonly string[] {
  const statements: string[] = [];
  if (limits.lockTimeoutMs !== undefined)
    statements.push(`SET lock_timeout = ${milliseconds(limits.lockTimeoutMs)}`);
  if (limits.statementTimeoutMs !== undefined)
    statements.push(`SET statement_timeout = ${milliseconds(limits.statementTimeoutMs)}`);
  return statements;
}

function milliseconds(value: number): number {
  return Math.max(0, Math.ceil(value));
}
