import { DatabaseError } from '../database/database.ts';
import type { Step } from '../plan/step.ts';
import type { Statement } from '../sql/index.ts';
import { limitsSqlOf, type RunContext, refOf, touchesSession } from './context.ts';
import { failureOf, StepFailure } from './failure.ts';
import { halfRolledBack } from './halfRolledBack.ts';
import { statementDone } from './progress.ts';
import { entryOf, historySql } from './record.ts';

/** `own`: begin and commit are part of it. `joined`: it runs in a transaction that the whole run shares. */
export type TransactionScope = 'own' | 'joined';

/** One statement of a script; `statement` is set when it is the section's own. */
export type Part = { readonly sql: string; readonly statement?: Statement };

/**
 * Runs a step's statements and its history row in one transaction, in one message where the database can.
 * Throws `StepFailure` after rolling back (`own`); nothing of the step stands then.
 */
export async function runInTransaction(
  step: Step,
  context: RunContext,
  reset: readonly string[],
  scope: TransactionScope,
): Promise<void> {
  const retries = scope === 'own' ? (step.limits.retries ?? context.retries) : 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(step, context, reset, scope);
    } catch (thrown) {
      const failure = thrown as StepFailure;
      const isWhole = scope === 'joined' || (await rollback(context, failure.cause));
      if (!isWhole) throw await halfRolledBack(failure, step, context);
      if (attempt > retries || !(failure.cause instanceof DatabaseError && failure.cause.lockWait))
        throw thrown;
      context.onEvent({
        type: 'statementRetried',
        migration: refOf(step),
        attempt,
        attempts: retries,
        reason: failure.cause.message,
      });
    }
  }
}

async function attemptOnce(
  step: Step,
  context: RunContext,
  reset: readonly string[],
  scope: TransactionScope,
) {
  const { database } = context;
  const layout = database.layout(step.statements);
  const part = (index: number) => partOf(step.statements[index]!);
  const head: Part[] = reset.map((sql) => ({ sql }));
  if (scope === 'own') {
    head.push(...layout.outside.map(part), { sql: database.beginSql });
  }
  head.push(...limitsSqlOf(step, context).map((sql) => ({ sql })), ...layout.inside.map(part));
  // Own statements must find the session as it was at connect, whatever the section set.
  const resets = database.capabilities.manyStatementsPerMessage && touchesSession(step, context);
  const restore = resets ? await database.sessionReset(true) : [];
  const tail: Part[] = [...restore.map((sql) => ({ sql })), ...recordParts(step, context)];
  if (scope === 'own') tail.push({ sql: 'COMMIT' });
  if (scope === 'joined' || layout.checks.length === 0) return run(step, context, [...head, ...tail]);
  await run(step, context, head);
  await runChecks(step, context, layout.checks);
  await run(step, context, tail);
}

export function partOf(statement: Statement): Part {
  return { sql: statement.text, statement };
}

/** The rows of history and journal that say the step ran. */
export function recordParts(step: Step, context: RunContext): readonly Part[] {
  return [
    { sql: historySql(step, context) },
    { sql: context.history.journalInsertSql(entryOf(step, context)) },
  ];
}

/** Runs checks that must give no row; throws `StepFailure` with the first row when one does, or when one fails. */
export async function runChecks(step: Step, context: RunContext, checks: readonly string[]): Promise<void> {
  for (const check of checks) {
    const rows = await context.database.query(check).catch((thrown: unknown) => {
      throw failWith(thrown, step, step.statements.at(-1), context);
    });
    const [row] = rows;
    if (row === undefined) continue;
    const found = Object.entries(row)
      .map(([column, value]) => `${column} ${value}`)
      .join(', ');
    const error = new DatabaseError({ code: 'CHECK', message: `${check} found a violation: ${found}.` });
    throw failWith(error, step, step.statements.at(-1), context);
  }
}

async function run(step: Step, context: RunContext, parts: readonly Part[]): Promise<void> {
  try {
    await context.database.runScript(
      parts.map((part) => part.sql),
      {
        ...(context.signal === undefined ? {} : { signal: context.signal }),
        atOnce: (index) => parts[index]?.statement !== undefined,
        onDone: (index, durationMs, rowCount) => {
          const statement = parts[index]?.statement;
          if (statement !== undefined) context.onEvent(statementDone(step, statement, durationMs, rowCount));
        },
      },
    );
  } catch (thrown) {
    throw failAt(thrown, step, parts, partOfError(thrown), context);
  }
}

/** Index of the part a script failed at, where it is known. */
export function partOfError(thrown: unknown): number | undefined {
  return thrown instanceof DatabaseError ? thrown.part : undefined;
}

/**
 * The failure of a step whose script stopped at the part with that index. A constraint checked at COMMIT, a violated
 * history row: the last statement before it is the nearest place there is.
 */
export function failAt(
  thrown: unknown,
  step: Step,
  parts: readonly Part[],
  index: number | undefined,
  context: RunContext,
): StepFailure {
  const before = index === undefined ? [] : parts.slice(0, index + 1);
  const statement = before.findLast((part) => part.statement !== undefined)?.statement;
  return failWith(thrown, step, statement, context);
}

function failWith(
  thrown: unknown,
  step: Step,
  statement: Statement | undefined,
  context: RunContext,
): StepFailure {
  const failure = new StepFailure(failureOf(thrown, step, statement, context.signal));
  failure.cause = thrown;
  failure.at = statement?.index;
  return failure;
}

/**
 * Ends a failed transaction. A database that has ended it by itself, or is gone, is no second error. False when
 * tables without transactions keep what was changed.
 */
export async function rollback({ cancelSettled, database }: RunContext, cause?: unknown): Promise<boolean> {
  await cancelSettled();
  if (cause instanceof DatabaseError && cause.connectionLost) return true;
  if (database.rollback !== undefined) return database.rollback().catch(() => true);
  await database.execute('ROLLBACK').catch(() => undefined);
  return true;
}
