import type { Migration } from './migration.ts';

/** What a driver takes as a parameter. */
export type CodeParameter = null | string | number | bigint | boolean | Date | Uint8Array;

/** What a code migration is given: the migration's own connection and transaction. */
export interface CodeDatabase {
  /** Runs one statement. */
  execute(sql: string, params?: readonly CodeParameter[]): Promise<{ readonly rowCount: number | null }>;
  /** Runs one statement and gives its rows. */
  query<R extends object = Record<string, unknown>>(
    sql: string,
    params?: readonly CodeParameter[],
  ): Promise<readonly R[]>;
}

export type CodeFunction = (db: CodeDatabase) => unknown;

/** What a code migration exports. */
export interface CodeModule {
  readonly up: CodeFunction;
  readonly down: CodeFunction | null;
}

/**
 * Loads a code migration afresh from disk (ESM or CommonJS, TypeScript without a build step). Throws
 * `invalid-code-migration`, with the place, when it cannot be loaded or exports no function `up`.
 */
export function loadCode(_migration: Migration): Promise<CodeModule> {
  throw new Error('not written');
}
