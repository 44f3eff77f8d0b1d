import type { Database } from '../database/database.ts';
import type { CodeDatabase, CodeFunction } from '../migrations/index.ts';
import { classify } from '../sql/index.ts';
import { refuseLeaving } from './scriptStatements.ts';

/**
 * A code migration's function that may only touch the scratch database it is given: each of its statements throws
 * `scratch-failed`, naming `file`, where it would leave that.
 */
export function confinedCode(code: CodeFunction, file: string, scratch: Database): CodeFunction {
  const place = { file, line: 1, column: 1, start: 0, end: 0 };
  const options = { namespaces: scratch.capabilities.namespaces, database: scratch.server.database };
  const check = (text: string) => refuseLeaving({ text }, classify({ text }, scratch.syntax), place, options);
  return (db) => {
    const confined: CodeDatabase = {
      execute: async (sql, params) => {
        check(sql);
        return db.execute(sql, params);
      },
      query: async (sql, params) => {
        check(sql);
        return db.query(sql, params) as never;
      },
    };
    return code(confined);
  };
}
