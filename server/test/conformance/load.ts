import { type SqlDialect, splitStatements } from '../../src/engine/sql/index.ts';
import type { RawConnection } from '../servers/rawQuery.ts';

/**
 * Runs a script statement by statement over a plain driver; throws with the statement that failed. A role that is there
 * already is no failure: roles belong to the server, and a pair's other script may have made it.
 */
export async function loadScript(
  connection: RawConnection,
  script: string,
  syntax: SqlDialect,
): Promise<void> {
  for (const { text } of splitStatements(script, syntax)) {
    try {
      await connection.query(text);
    } catch (error) {
      if (/^role ".*" already exists$/.test((error as Error).message)) continue;
      throw new Error(`${(error as Error).message} in: ${text.replace(/\s+/g, ' ').slice(0, 200)}`);
    }
  }
}
