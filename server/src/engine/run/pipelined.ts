import type { CompletedMigration } from '../events.ts';
import type { Step } from '../plan/step.ts';
import type { BatchResult } from './batch.ts';
import { type RunContext, refOf } from './context.ts';
import { migrationDone, migrationStarted, statementDone, type Turn } from './progress.ts';
import { failAt, type Part, partOf, partOfError, recordParts, rollback } from './transaction.ts';

interface Sent {
  readonly step: Step;
  readonly parts: readonly Part[];
  /** Index of its first part in the message. */
  readonly offset: number;
}

/**
 * Runs steps in one message, each in a transaction of its own: the server goes on to the next without waiting for us,
 * and passes over all that follows the first failure. `touched` as for `sessionReset`. Progress is told as it happens.
 */
export async function runPipelined(
  batch: readonly Step[],
  turn: Turn,
  touched: boolean,
  context: RunContext,
): Promise<BatchResult> {
  const sent = await laidOut(batch, touched, context);
  const parts = sent.flatMap((one) => one.parts);
  const owners = sent.flatMap((one) => one.parts.map(() => one));
  const completed: CompletedMigration[] = [];
  let since = performance.now();
  context.onEvent(migrationStarted(batch[0]!, turn));
  try {
    await context.database.runScript(
      parts.map(({ sql }) => sql),
      {
        ...(context.signal === undefined ? {} : { signal: context.signal }),
        atOnce: (index) => parts[index]!.statement !== undefined || isLast(owners[index]!, index),
        onDone: (index, durationMs, rowCount) => {
          const owner = owners[index]!;
          const { statement } = parts[index]!;
          if (statement !== undefined)
            context.onEvent(statementDone(owner.step, statement, durationMs, rowCount));
          if (!isLast(owner, index)) return;
          const now = performance.now();
          completed.push({
            ...refOf(owner.step),
            durationMs: Math.round(now - since),
            recordOnly: false,
          });
          since = now;
          context.onEvent(migrationDone(owner.step, completed.at(-1)!));
          const next = batch[completed.length];
          if (next !== undefined) {
            context.onEvent(migrationStarted(next, { ...turn, index: turn.index + completed.length }));
          }
        },
      },
    );
    return { completed };
  } catch (thrown) {
    // Lost after the last COMMIT was told: the next one will find that out.
    if (completed.length === batch.length) return { completed };
    await rollback(context, thrown);
    const { step, parts: own, offset } = sent[completed.length]!;
    const at = partOfError(thrown);
    return {
      completed,
      failure: failAt(thrown, step, own, at === undefined ? undefined : at - offset, context),
    };
  }
}

async function laidOut(
  batch: readonly Step[],
  touched: boolean,
  context: RunContext,
): Promise<readonly Sent[]> {
  const { database } = context;
  const first = await database.sessionReset(touched);
  const texts = batch.flatMap(({ statements }) => statements.map(({ text }) => text));
  const others = await database.sessionReset(true, texts);
  let offset = 0;
  return batch.map((step, index) => {
    const parts: Part[] = [
      ...(index === 0 ? first : others).map((sql) => ({ sql })),
      { sql: database.beginSql },
      ...step.statements.map(partOf),
      ...recordParts(step, context),
      { sql: 'COMMIT' },
    ];
    offset += parts.length;
    return { step, parts, offset: offset - parts.length };
  });
}

function isLast({ parts, offset }: Sent, index: number): boolean {
  return index === offset + parts.length - 1;
}
