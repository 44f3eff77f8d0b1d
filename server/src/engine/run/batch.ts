import type { CompletedMigration } from '../events.ts';
import type { Step } from '../plan/step.ts';
import { limitsSqlOf, type RunContext, touchesSession } from './context.ts';

/** What came of a batch. */
export interface BatchResult {
  /** The first of its steps, in order. */
  readonly completed: readonly CompletedMigration[];
  /** Why the step after them failed; absent when none did. */
  readonly failure?: unknown;
}

/** So much at most is under way at once: a cancel, a lost connection or a kill then meets little. */
const mostSteps = 32;
const mostText = 256 * 1024;

/** The steps from `first` on that may run as one batch; fewer than two: there is none. */
export function batchAt(steps: readonly Step[], first: number, context: RunContext): readonly Step[] {
  const batch: Step[] = [];
  let text = 0;
  for (let at = first; at < steps.length && batch.length < mostSteps; at++) {
    const step = steps[at]!;
    text += step.text.length;
    if (text > mostText || !isPlain(step, context)) break;
    batch.push(step);
  }
  return batch;
}

/** Nothing but DDL and DML in a transaction of its own: no setting, no limit, no second try, nothing around it. */
function isPlain(step: Step, context: RunContext): boolean {
  if (step.mode !== 'transaction' || (step.limits.retries ?? context.retries) > 0) return false;
  const { capabilities } = context.database;
  const { outside, checks } = context.database.layout(step.statements);
  return (
    (capabilities.manyStatementsPerMessage || isShort(step)) &&
    outside.length === 0 &&
    checks.length === 0 &&
    limitsSqlOf(step, context).length === 0 &&
    !touchesSession(step, context)
  );
}

/**
 * Whether what it does is as long as its text: a query may go on for minutes. Where steps are told only together, that one
 * has to say by itself that it runs.
 */
function isShort({ statements }: Step): boolean {
  return !statements.some(({ text }) => /\b(select|with)\b/i.test(text));
}
