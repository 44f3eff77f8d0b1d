import { DatabaseError } from '../database/database.ts';
import type { JournalEntry } from '../history/history.ts';
import { runsUnseen } from '../plan/effects.ts';
import { standingStatements } from '../plan/standing.ts';
import { releasedAtOnce, type Step } from '../plan/step.ts';
import { classify, type Statement, statementHash } from '../sql/index.ts';
import { limitsSqlOf, type RunContext, refOf, touchesSession } from './context.ts';
import { failureOf, StepFailure } from './failure.ts';
import { keptRows } from './halfRolledBack.ts';
import { statementDone } from './progress.ts';
import { entryOf, historySql } from './record.ts';
import { takeSnapshot } from './snapshot.ts';
import { rollback } from './transaction.ts';

/** Where a section that is gone on with begins, and the journal row that it goes on in. */
export interface Continuation {
  readonly row: JournalEntry;
  readonly from: number;
}

/**
 * Runs a step statement by statement with the journal around each, for a database that commits at DDL and for
 * `transaction:false`. DML between two implicit commits runs in a transaction, so that it goes as one.
 * At most two round trips a statement: what runs is noted before it, and the next note says that it ended.
 * Throws `StepFailure` with what stands.
 */
export async function runStatements(
  step: Step,
  context: RunContext,
  reset: readonly string[],
  continuation?: Continuation,
): Promise<void> {
  const { database, history } = context;
  await database.runScript([...reset, ...limitsSqlOf(step, context)]);
  const row = continuation?.row ?? (await begin(step, context));
  if (continuation !== undefined) {
    const { entry, checksum, up_text, down_text, total } = row;
    await database.execute(
      history.journalUpdateSql(entry, {
        state: 'running',
        position: continuation.from - 1,
        position_done: 1,
        error: null,
        checksum,
        up_text,
        down_text,
        total,
        hashes: hashesOf(step, context),
      }),
    );
  }
  // Settings that the first part made are gone with its session.
  const settings = step.statements
    .slice(0, continuation?.from ?? 0)
    .filter((statement) => classify(statement, database.syntax).session);
  for (const { text } of settings) await database.execute(text);
  const manner = mannerOf(step, context);
  let open = false;
  let at = continuation?.from ?? 0;
  try {
    for (; at < step.statements.length; at++) {
      const statement = step.statements[at]!;
      context.signal?.throwIfAborted();
      const how = manner(statement);
      const begun = history.journalUpdateSql(row.entry, { position: at, position_done: 0 });
      if (how === 'noted') {
        await database.execute(begun);
        open = false;
      } else if (how === 'unseen') {
        await database.runScript([...(open ? [] : [database.beginSql]), begun, `SAVEPOINT ${mark}`]);
        open = true;
      } else if (how === 'paired' || !open) {
        await database.execute(database.beginSql);
        open = true;
      }
      await runOne(step, statement, context);
      if (how === 'unseen') open = await isStillOpen(context);
      if (releasedAtOnce(statement, database)) await database.runScript([database.beginSql, 'COMMIT']);
      if (how === 'paired') {
        const note = history.journalUpdateSql(row.entry, { position: at, position_done: 1 });
        await database.runScript([note, 'COMMIT']);
        open = false;
      }
    }
    context.signal?.throwIfAborted();
    await finish(step, context, row, open);
  } catch (thrown) {
    throw await stopped(thrown, step, context, row, at);
  }
}

const mark = 'switchback_unseen';

/** A savepoint is gone when the transaction it was set in is. */
async function isStillOpen({ database }: RunContext): Promise<boolean> {
  try {
    await database.execute(`RELEASE SAVEPOINT ${mark}`);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && !error.connectionLost) return false;
    throw error;
  }
}

/**
 * How a statement and its note go together. `noted`: the note before it, since it commits by itself or refuses a
 * transaction. `grouped`: in the transaction that the next noted statement or the end commits. `paired`: in one
 * transaction with its note, where the section asked for none of its own. `unseen`: in a transaction with the note before
 * it; whether it committed that is looked at afterwards.
 */
type Manner = 'noted' | 'grouped' | 'paired' | 'unseen';

function mannerOf(step: Step, context: RunContext): (statement: Statement) => Manner {
  const kindOf = (statement: Statement) => classify(statement, context.database.syntax);
  if (step.wantsTransaction) {
    return (statement) => {
      const kind = kindOf(statement);
      return kind.implicitCommit ? 'noted' : runsUnseen(kind) ? 'unseen' : 'grouped';
    };
  }
  // A section that opens transactions itself keeps them as they are.
  if (step.statements.some((statement) => kindOf(statement).transaction !== null)) return () => 'noted';
  return (statement) => {
    const kind = kindOf(statement);
    if (kind.refusedInTransaction || kind.implicitCommit || kind.session) return 'noted';
    return (kind.class === 'ddl' || kind.class === 'dml') && !runsUnseen(kind) ? 'paired' : 'noted';
  };
}

async function begin(step: Step, context: RunContext): Promise<JournalEntry> {
  const snapshot = await takeSnapshot(step, context);
  const row = entryOf(step, context, {
    state: 'running',
    finished_at: null,
    hashes: hashesOf(step, context),
    snapshot: JSON.stringify(snapshot),
  });
  await context.database.execute(context.history.journalInsertSql(row));
  return row;
}

function hashesOf(step: Step, context: RunContext): string {
  return JSON.stringify(step.statements.map(({ text }) => statementHash(text, context.database.syntax)));
}

async function runOne(step: Step, statement: Statement, context: RunContext): Promise<void> {
  const retries = step.limits.retries ?? context.retries;
  for (let attempt = 1; ; attempt++) {
    const started = performance.now();
    try {
      const { rowCount } = await context.database.execute(statement.text);
      context.onEvent(statementDone(step, statement, performance.now() - started, rowCount));
      return;
    } catch (thrown) {
      if (attempt > retries || !(thrown instanceof DatabaseError && thrown.lockWait)) throw thrown;
      context.onEvent({
        type: 'statementRetried',
        migration: refOf(step),
        attempt,
        attempts: retries,
        reason: thrown.message,
      });
    }
  }
}

async function finish(step: Step, context: RunContext, row: JournalEntry, open: boolean): Promise<void> {
  const { database, history } = context;
  const finished = {
    state: 'done' as const,
    position: step.statements.length - 1,
    position_done: 1,
    finished_at: new Date().toISOString(),
    duration_ms: elapsed(row),
    snapshot: null,
    error: null,
  };
  const touched = database.capabilities.manyStatementsPerMessage || touchesSession(step, context);
  await database.runScript([
    ...(await database.sessionReset(touched)),
    ...(open ? [] : [database.beginSql]),
    historySql(step, context),
    history.journalUpdateSql(row.entry, finished),
    'COMMIT',
  ]);
}

function elapsed(row: JournalEntry): number {
  return Math.max(0, Date.now() - Date.parse(row.started_at));
}

/**
 * Notes in the journal how far it came. What was noted in a transaction that is rolled back here goes with it, so
 * the position read afterwards is that of the last statement whose effects stand (or of the one that failed).
 */
async function stopped(
  thrown: unknown,
  step: Step,
  context: RunContext,
  row: JournalEntry,
  at: number,
): Promise<StepFailure> {
  const { database, history } = context;
  const error = failureOf(thrown, step, step.statements[at] ?? step.statements.at(-1), context.signal);
  const lost = thrown instanceof DatabaseError && thrown.connectionLost;
  if (lost) return new StepFailure(error);
  const isWhole = await rollback(context);
  const reached = await history.position(row.entry);
  const failing = step.statements[at];
  // What failed within a call or a block may have committed a part of what it did.
  const halfRun = reached === at && failing !== undefined && runsUnseen(classify(failing, database.syntax));
  const last = halfRun ? at : Math.min(reached, at - 1);
  const values = {
    position: last,
    position_done: halfRun ? 0 : 1,
    error: error.message,
    duration_ms: elapsed(row),
    ...(isWhole ? {} : { hashes: null }),
  };
  await database.execute(history.journalUpdateSql(row.entry, values));
  const stands = { ...row, ...values };
  if (isWhole) return new StepFailure(error, { step, row: stands });
  const ran = [...standingStatements(stands, database.syntax), ...keptRows(step, context, last + 1, at)];
  return new StepFailure(error, { step, row: stands, ran });
}
