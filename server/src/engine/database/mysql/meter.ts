import { classify } from '../../sql/index.ts';
import { type Database, DatabaseError } from '../database.ts';
import { type Measured, type Meter, timed } from '../meter.ts';

const algorithms = ['INSTANT', 'INPLACE', 'COPY'] as const;

/**
 * The server does not say afterwards how it has altered a table. It refuses a statement that asks for an algorithm it
 * cannot use, before it changes anything: so each is asked for, the cheapest first.
 */
export function algorithmMeter(database: Database): Meter {
  return {
    begin: async () => undefined,
    async run(sql): Promise<Measured> {
      const join = clauseJoin(sql, database);
      if (join !== null) {
        for (const algorithm of algorithms) {
          try {
            const measured = await timed(database, `${sql}${join}ALGORITHM=${algorithm}`);
            return { ...measured, algorithm };
          } catch (error) {
            if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
            // Anything else is wrong with the statement itself, or with the place of the clause in it.
            if (!isRefusal(error)) break;
          }
        }
      }
      const written = /\balgorithm\s*=?\s*(instant|inplace|copy|nocopy)\b/i.exec(sql)?.[1];
      const measured = await timed(database, sql);
      return written === undefined ? measured : { ...measured, algorithm: written.toUpperCase() };
    },
  };
}

/** ER_ALTER_OPERATION_NOT_SUPPORTED, the same with its reason, and their like for INSTANT. */
function isRefusal({ database: { code, message } }: DatabaseError): boolean {
  return /^(ER_ALTER_OPERATION_NOT_SUPPORTED|1845|1846)/.test(code) || /ALGORITHM=/.test(message);
}

/** What stands between the statement and the clause; null for what takes none, or says it itself. */
function clauseJoin(sql: string, database: Database): string | null {
  if (/\balgorithm\b/i.test(sql)) return null;
  const { verb, object, temporary } = classify({ text: sql }, database.syntax);
  if (temporary) return null;
  if (verb === 'ALTER' && object === 'TABLE') return ', ';
  return (verb === 'CREATE' || verb === 'DROP') && /INDEX$/.test(object ?? '') ? ' ' : null;
}
