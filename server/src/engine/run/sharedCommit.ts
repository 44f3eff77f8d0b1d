import type { CompletedMigration, EngineEvent } from '../events.ts';
import type { Step } from '../plan/step.ts';
import type { BatchResult } from './batch.ts';
import { type RunContext, refOf } from './context.ts';
import { migrationDone, migrationStarted, statementDone, type Turn } from './progress.ts';
import { partOf, recordParts, rollback } from './transaction.ts';

/** Milliseconds after which no further migration joins: about so long others wait for the write lock. */
const longest = 100;

/** Whether these steps may share a COMMIT now. */
export function mayShareCommit(batch: readonly Step[], { database }: RunContext): boolean {
  return database.sharesCommit?.(batch.map(({ text }) => text)) ?? false;
}

/**
 * Runs steps in one transaction, for a database where the COMMIT is what costs. They are told as done after it only.
 * When anything fails, all of it is rolled back and nothing is told: the steps are then to be run one by one, which
 * finds the failure again and keeps those before it.
 */
export async function runSharedCommit(
  batch: readonly Step[],
  turn: Turn,
  reset: readonly string[],
  context: RunContext,
): Promise<BatchResult> {
  const { database, signal } = context;
  const completed: CompletedMigration[] = [];
  const told: EngineEvent[] = [];
  const began = performance.now();
  try {
    await database.runScript([...reset, database.beginSql]);
    for (const [index, step] of batch.entries()) {
      const started = performance.now();
      if (index > 0 && (started - began > longest || signal?.aborted)) break;
      told.push(migrationStarted(step, { ...turn, index: turn.index + index }));
      const parts = [...step.statements.map(partOf), ...recordParts(step, context)];
      await database.runScript(
        parts.map(({ sql }) => sql),
        {
          ...(signal === undefined ? {} : { signal }),
          onDone: (at, durationMs, rowCount) => {
            const statement = parts[at]?.statement;
            if (statement !== undefined) told.push(statementDone(step, statement, durationMs, rowCount));
          },
        },
      );
      const durationMs = Math.round(performance.now() - started);
      completed.push({ ...refOf(step), durationMs, recordOnly: false });
      told.push(migrationDone(step, completed.at(-1)!));
    }
    await database.execute('COMMIT');
  } catch (thrown) {
    await rollback(context, thrown);
    return { completed: [] };
  }
  for (const event of told) context.onEvent(event);
  return { completed };
}
