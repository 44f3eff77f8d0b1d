import { DatabaseError, type SqlValue } from '../database/database.ts';
import type { JournalEntry } from '../history/history.ts';
import type { CodeDatabase } from '../migrations/index.ts';
import type { Step } from '../plan/step.ts';
import { limitsSqlOf, type RunContext, refOf } from './context.ts';
import { failureOf, StepFailure } from './failure.ts';
import { type RanStatements, ranStatements } from './ranStatements.ts';
import { entryOf, historySql } from './record.ts';
import { takeSnapshot } from './snapshot.ts';
import { rollback, type TransactionScope } from './transaction.ts';

/**
 * Runs a code migration: its function and the history row in one transaction, unless it asks for none. Where DDL
 * cannot be rolled back the journal notes the run first, and after a DDL a new transaction begins. Throws `StepFailure`.
 */
export async function runCode(
  step: Step,
  context: RunContext,
  reset: readonly string[],
  scope: TransactionScope,
): Promise<void> {
  const { database, history } = context;
  const started = performance.now();
  const transactional = database.capabilities.transactionalDdl && step.wantsTransaction;
  const row = await begin(step, context, transactional);
  const ran = ranStatements(database, step.wantsTransaction);
  try {
    const begin = scope === 'own' && step.wantsTransaction ? [database.beginSql] : [];
    await database.runScript([...reset, ...begin, ...limitsSqlOf(step, context)]);
    await step.code!(codeDatabase(step, context, ran));
    context.signal?.throwIfAborted();
    const finished = {
      state: 'done' as const,
      finished_at: new Date().toISOString(),
      snapshot: null,
      duration_ms: Math.round(performance.now() - started),
    };
    await database.runScript([
      ...(await database.sessionReset(true)),
      ...(scope === 'own' && !step.wantsTransaction ? [database.beginSql] : []),
      historySql(step, context),
      transactional
        ? history.journalInsertSql({ ...row, ...finished })
        : history.journalUpdateSql(row.entry, finished),
      ...(scope === 'own' ? ['COMMIT'] : []),
    ]);
  } catch (thrown) {
    const error = failureOf(thrown, step, undefined, context.signal);
    if (thrown instanceof DatabaseError && thrown.connectionLost) throw new StepFailure(error);
    const isWhole = scope === 'joined' || (await rollback(context, thrown));
    if (transactional) throw new StepFailure(error);
    await database.execute(history.journalUpdateSql(row.entry, { error: error.message }));
    throw new StepFailure(error, { step, row, ran: ran.standing(isWhole) });
  }
}

/** The journal row of the run; written, with the schema as it is, where a failure is not rolled back as one. */
async function begin(step: Step, context: RunContext, transactional: boolean): Promise<JournalEntry> {
  if (transactional) return entryOf(step, context);
  const snapshot = JSON.stringify(await takeSnapshot(step, context));
  const row = entryOf(step, context, { state: 'running', finished_at: null, snapshot });
  await context.database.execute(context.history.journalInsertSql(row));
  return row;
}

function codeDatabase(step: Step, context: RunContext, ran: RanStatements): CodeDatabase {
  let index = 0;
  const timed = async <R>(
    sql: string,
    rows: (result: R) => number | null,
    work: () => Promise<R>,
  ): Promise<R> => {
    context.signal?.throwIfAborted();
    const started = performance.now();
    const result = await ran.note(sql, work);
    context.onEvent({
      type: 'statementDone',
      migration: refOf(step),
      statement: {
        index: index++,
        total: index,
        text: sql,
        file: step.file ?? step.id,
        line: 1,
        durationMs: performance.now() - started,
        rowCount: rows(result),
      },
    });
    return result;
  };
  return {
    execute: (sql, params) =>
      timed(
        sql,
        (result) => result.rowCount,
        () => context.database.execute(sql, params as readonly SqlValue[]),
      ),
    query: (sql, params) =>
      timed(
        sql,
        (result) => result.length,
        () => context.database.query(sql, params as readonly SqlValue[]),
      ) as never,
  };
}
