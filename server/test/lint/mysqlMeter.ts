import type { RawConnection } from '../servers/rawQuery.ts';
import type { Meter } from './meter.ts';

const alters = /^\s*alter\s+table/i;
const indexes = /^\s*create\s+(?:\w+\s+)?index/i;

/**
 * `copies`: the server refuses the statement with `ALGORITHM=INPLACE, LOCK=NONE` and with `ALGORITHM=INSTANT`, before it
 * changes anything. `rebuilds`: it refuses the latter.
 */
export function mysqlMeter(connection: RawConnection): Meter {
  const accepts = async (statement: string, clauses: string): Promise<boolean> => {
    try {
      await connection.query(
        alters.test(statement) ? `${statement}, ${clauses}` : `${statement} ${clauses.replace(',', '')}`,
      );
      return true;
    } catch (error) {
      if (/^(1845|1846)$/.test(String((error as { readonly errno?: number }).errno))) return false;
      throw error;
    }
  };
  return {
    begin: async () => undefined,
    async run(statement, _inTransaction, claim) {
      const isAlter = alters.test(statement);
      if (claim?.kind === 'copies' && (isAlter || indexes.test(statement))) {
        const mild = 'ALGORITHM=INPLACE, LOCK=NONE';
        for (const clauses of isAlter ? ['ALGORITHM=INSTANT', mild] : [mild])
          if (await accepts(statement, clauses))
            return { holds: false, measured: `${statement}: ${clauses}` };
        await connection.query(statement);
        return { holds: true, measured: `${statement}: refused without a lock` };
      }
      if (claim?.kind === 'rebuilds' && isAlter && (await accepts(statement, 'ALGORITHM=INSTANT')))
        return { holds: false, measured: `${statement}: INSTANT` };
      await connection.query(statement);
      return { holds: claim?.kind === 'rebuilds' && isAlter, measured: statement };
    },
  };
}
