import type { MigrateError } from '../errors.ts';
import type { CompletedMigration, Direction, MigrationRef } from '../events.ts';
import type { Step } from '../plan/step.ts';
import { type BatchResult, batchAt } from './batch.ts';
import { runCode } from './code.ts';
import { type RunContext, refOf, touchesSession, type Unfinished } from './context.ts';
import { failureOf, StepFailure } from './failure.ts';
import { runPipelined } from './pipelined.ts';
import { migrationDone, migrationStarted, type Turn } from './progress.ts';
import { entryOf, historySql } from './record.ts';
import { mayShareCommit, runSharedCommit } from './sharedCommit.ts';
import { type Continuation, runStatements } from './statements.ts';
import { rollback, runChecks, runInTransaction, type TransactionScope } from './transaction.ts';

/** What came of a list of steps. */
export interface StepsResult {
  readonly completed: readonly CompletedMigration[];
  readonly skipped: readonly MigrationRef[];
  readonly failed: {
    readonly migration: MigrationRef;
    readonly direction: Direction;
    readonly error: MigrateError;
  } | null;
  /** Set when the failed one may have left something behind. */
  readonly unfinished: Unfinished | null;
}

/**
 * Runs steps in order and stops at the first failure. With `single`, all of them are one transaction: after a
 * failure none is completed. Never throws for a failing migration. No steps: nothing happens.
 */
export async function runSteps(
  steps: readonly Step[],
  context: RunContext,
  single: boolean,
): Promise<StepsResult> {
  return single ? runTogether(steps, context) : runEach(steps, context);
}

async function runEach(steps: readonly Step[], context: RunContext): Promise<StepsResult> {
  const { manyStatementsPerMessage } = context.database.capabilities;
  const total = steps.length;
  const completed: CompletedMigration[] = [];
  let touched = false;
  /** The steps before this one are not tried as a batch. */
  let alone = 0;
  while (completed.length < total) {
    const index = completed.length;
    const step = steps[index]!;
    try {
      context.signal?.throwIfAborted();
      const batch = index < alone ? [] : batchAt(steps, index, context);
      if (batch.length < 2) {
        const reset = await context.database.sessionReset(touched);
        completed.push(await runStep(step, context, reset, 'own', index, total));
        touched = manyStatementsPerMessage || touchesSession(step, context);
        continue;
      }
      const result = await runBatch(batch, { index, total }, touched, context);
      completed.push(...result.completed);
      touched = manyStatementsPerMessage;
      if (result.failure !== undefined) throw result.failure;
      if (result.completed.length === 0) alone = index + batch.length;
    } catch (thrown) {
      return failedResult(thrown, steps, completed.length, completed, context);
    }
  }
  return { completed, skipped: [], failed: null, unfinished: null };
}

/** Runs several plain steps in the way the database has for it. With none, nothing is completed. */
async function runBatch(
  batch: readonly Step[],
  turn: Turn,
  touched: boolean,
  context: RunContext,
): Promise<BatchResult> {
  const { database } = context;
  if (database.capabilities.manyStatementsPerMessage) return runPipelined(batch, turn, touched, context);
  if (!mayShareCommit(batch, context)) return { completed: [] };
  return runSharedCommit(batch, turn, await database.sessionReset(touched), context);
}

/** Goes on with a step that runs statement by statement; otherwise as `runSteps` with that one step. */
export async function resumeStep(
  step: Step,
  context: RunContext,
  continuation: Continuation,
): Promise<StepsResult> {
  const migration = refOf(step);
  context.onEvent(migrationStarted(step, { index: 0, total: 1 }));
  const started = performance.now();
  try {
    await runStatements(step, context, [], continuation);
  } catch (thrown) {
    return failedResult(thrown, [step], 0, [], context);
  }
  const durationMs = Math.round(performance.now() - started);
  context.onEvent(migrationDone(step, { durationMs, recordOnly: false }));
  return {
    completed: [{ ...migration, durationMs, recordOnly: false }],
    skipped: [],
    failed: null,
    unfinished: null,
  };
}

async function runTogether(steps: readonly Step[], context: RunContext): Promise<StepsResult> {
  const { database } = context;
  const completed: CompletedMigration[] = [];
  let index = 0;
  try {
    if (steps.length === 0) return { completed, skipped: [], failed: null, unfinished: null };
    // What is ignored inside a transaction must come before the one that holds them all.
    const layouts = steps.map((step) => database.layout(step.statements));
    const outside = steps.flatMap((step, at) =>
      layouts[at]!.outside.map((statement) => step.statements[statement]!.text),
    );
    await database.runScript([...(await database.sessionReset(true)), ...outside, database.beginSql]);
    for (; index < steps.length; index++) {
      const step = steps[index]!;
      context.signal?.throwIfAborted();
      const reset =
        index > 0 && database.capabilities.manyStatementsPerMessage ? await database.sessionReset(true) : [];
      completed.push(await runStep(step, context, reset, 'joined', index, steps.length));
    }
    index = steps.length - 1;
    await runChecks(steps[index]!, context, [...new Set(layouts.flatMap((layout) => layout.checks))]);
    await database.execute('COMMIT');
    return { completed, skipped: [], failed: null, unfinished: null };
  } catch (thrown) {
    await rollback(context);
    const result = failedResult(thrown, steps, index, completed, context);
    const undone = steps.filter((_, at) => at !== index).map(refOf);
    return { ...result, completed: [], skipped: undone };
  }
}

async function runStep(
  step: Step,
  context: RunContext,
  reset: readonly string[],
  scope: TransactionScope,
  index: number,
  total: number,
): Promise<CompletedMigration> {
  const migration = refOf(step);
  context.onEvent(migrationStarted(step, { index, total }));
  const started = performance.now();
  if (step.mode === 'transaction') await runInTransaction(step, context, reset, scope);
  else if (step.mode === 'statements') await runStatements(step, context, reset);
  else if (step.mode === 'code') await runCode(step, context, reset, scope);
  else await runRecord(step, context, scope);
  const durationMs = Math.round(performance.now() - started);
  const recordOnly = step.mode === 'record';
  context.onEvent(migrationDone(step, { durationMs, recordOnly }));
  return { ...migration, durationMs, recordOnly };
}

async function runRecord(step: Step, context: RunContext, scope: TransactionScope): Promise<void> {
  const writes = [historySql(step, context), context.history.journalInsertSql(entryOf(step, context))];
  const { beginSql } = context.database;
  await context.database.runScript(scope === 'own' ? [beginSql, ...writes, 'COMMIT'] : writes);
}

function failedResult(
  thrown: unknown,
  steps: readonly Step[],
  index: number,
  completed: readonly CompletedMigration[],
  context: RunContext,
): StepsResult {
  const step = steps[index]!;
  const error =
    thrown instanceof StepFailure ? thrown.error : failureOf(thrown, step, undefined, context.signal);
  context.onEvent({ type: 'migrationFailed', direction: step.direction, migration: refOf(step), error });
  return {
    completed,
    skipped: steps.slice(index + 1).map(refOf),
    failed: { migration: refOf(step), direction: step.direction, error },
    unfinished: thrown instanceof StepFailure ? thrown.unfinished : null,
  };
}
