import { mariadbSyntax, mysqlSyntax, postgresSyntax } from '../sql/dialect.ts';
import type { Database } from './database.ts';
import { algorithmMeter } from './mysql/meter.ts';
import { lockMeter } from './postgres/meter.ts';

/** What a statement did to others while it ran, as far as the database can tell. */
export interface Measured {
  /** Of the run that counts, not of the tries before it. */
  readonly durationMs: number;
  /** Locks on tables that were there before the section, each where it was first taken. PostgreSQL, in a transaction. */
  readonly locks: readonly TableLock[];
  /** Relations whose contents were written anew. PostgreSQL. */
  readonly rewrites: readonly string[];
  /** The cheapest ALGORITHM that the server takes the statement with: INSTANT, INPLACE or COPY. MySQL and MariaDB. */
  readonly algorithm: string | null;
}

export interface TableLock {
  readonly relation: string;
  /** In the server's words, without `Lock`: `AccessExclusive`. */
  readonly mode: string;
}

/** Runs statements and measures them. Only for scratch databases: a statement may be tried in more than one form. */
export interface Meter {
  /** Before a section's first statement, or when its transaction has begun. */
  begin(): Promise<void>;
  /** Runs one statement; throws what the database says of it as it is written. */
  run(sql: string): Promise<Measured>;
}

/** What can be measured on this database. */
export function meterOf(database: Database): Meter {
  if (database.syntax === postgresSyntax) return lockMeter(database);
  if (database.syntax === mysqlSyntax || database.syntax === mariadbSyntax) return algorithmMeter(database);
  return { begin: async () => undefined, run: (sql) => timed(database, sql) };
}

/** Runs a statement and takes its time. */
export async function timed(database: Database, sql: string): Promise<Measured> {
  const started = performance.now();
  await database.execute(sql);
  return { durationMs: performance.now() - started, locks: [], rewrites: [], algorithm: null };
}
