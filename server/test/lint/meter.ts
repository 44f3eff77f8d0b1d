import type { Claim } from '../../src/engine/lint/claim.ts';
import type { RawConnection } from '../servers/rawQuery.ts';

/** Runs statements one by one and looks whether they do what a claim says. */
export interface Meter {
  /** What is there from here on was there before. */
  begin(): Promise<void>;
  /** Throws what the server says of the statement. */
  run(
    statement: string,
    inTransaction: boolean,
    claim: Claim | null,
  ): Promise<{ readonly holds: boolean; readonly measured: unknown }>;
}

/** For claims that are seen by a refusal or by a question. */
export function plainMeter(connection: RawConnection): Meter {
  return {
    begin: async () => undefined,
    async run(statement) {
      await connection.query(statement);
      return { holds: false, measured: null };
    },
  };
}
