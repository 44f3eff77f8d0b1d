import type { RawConnection } from '../servers/rawQuery.ts';
import { fingerprintMysql } from './fingerprint/mysql.ts';
import { fingerprintPostgres } from './fingerprint/postgres.ts';
import { fingerprintSqlite } from './fingerprint/sqlite.ts';
import type { Target } from './target.ts';

const fingerprints = {
  postgres: fingerprintPostgres,
  mysql: fingerprintMysql,
  sqlite: fingerprintSqlite,
} as const;

/** What a database holds, in its own words and in no order; equal lists mean equal schemas. */
export function fingerprint(connection: RawConnection, target: Target): Promise<readonly string[]> {
  return fingerprints[target.dialect](connection);
}

/** `- ` lines that only the first has, `+ ` lines that only the second has; empty when they are equal. */
export function compareFingerprints(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  const more: string[] = [];
  for (const line of after) {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    else more.push(`+ ${line}`);
  }
  const less = [...left].filter(([, count]) => count > 0).map(([line]) => `- ${line}`);
  return [...less, ...more];
}
