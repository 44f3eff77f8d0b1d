/** What a code migration is given: the migration's own connection, inside its transaction. */
export interface CodeDatabase {
  /** Runs one statement; parameters as the database writes them (`$1` or `?`). */
  execute(sql: string, params?: readonly CodeParameter[]): Promise<{ readonly rowCount: number | null }>;
  /** Runs one statement and gives its rows. */
  query<R extends object = Record<string, unknown>>(
    sql: string,
    params?: readonly CodeParameter[],
  ): Promise<readonly R[]>;
}

export type CodeParameter = null | string | number | bigint | boolean | Date | Uint8Array;

/** `export const up: CodeFunction = async (db) => { … }`, and `down` the same. */
export type CodeFunction = (db: CodeDatabase) => unknown;
