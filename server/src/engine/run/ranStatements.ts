import type { Database } from '../database/database.ts';
import { mayCommit, runsUnseen } from '../plan/effects.ts';
import type { StandingStatement } from '../plan/standing.ts';
import { classify, splitStatements } from '../sql/index.ts';

/** What a code migration has run so far. */
export interface RanStatements {
  /**
   * Does `work`, which runs the text. What commits by itself is followed by a new transaction where the migration wants
   * one, so that rows which are changed after it are rolled back too.
   */
  note<R>(sql: string, work: () => Promise<R>): Promise<R>;
  /** What stands after a rollback, in order; after one that was not whole, what may. */
  standing(isWhole: boolean): readonly StandingStatement[];
}

/** Begins the notes of one code migration; `wantsTransaction`: its section runs in one where that is possible. */
export function ranStatements(database: Database, wantsTransaction: boolean): RanStatements {
  const { syntax, capabilities } = database;
  const all: StandingStatement[] = [];
  /** As many from the first on stand, whatever is rolled back. */
  let final = 0;
  const add = (sql: string, state: StandingStatement['state']) => {
    for (const one of splitStatements(sql, syntax))
      all.push({ statement: { ...one, index: all.length }, state });
  };
  return {
    note: async (sql, work) => {
      const kinds = splitStatements(sql, syntax).map((one) => classify(one, syntax));
      const commits = kinds.some((kind) => mayCommit(kind, capabilities));
      try {
        const result = await work();
        add(sql, 'stands');
        return result;
      } catch (error) {
        // What failed within a call or a block may have committed a part of what it did.
        if (kinds.some(runsUnseen)) add(sql, 'unknown');
        throw error;
      } finally {
        if (commits || !wantsTransaction) final = all.length;
        if (commits && wantsTransaction) await database.execute(database.beginSql);
      }
    },
    standing: (isWhole) =>
      all
        .slice(0, isWhole ? final : all.length)
        .map((one, at) => (at < final ? one : { ...one, state: 'unknown' })),
  };
}
