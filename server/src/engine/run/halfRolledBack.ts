import type { StandingStatement } from '../plan/standing.ts';
import type { Step } from '../plan/step.ts';
import { classify } from '../sql/index.ts';
import type { RunContext } from './context.ts';
import { StepFailure } from './failure.ts';
import { entryOf } from './record.ts';
import { takeSnapshot } from './snapshot.ts';

/**
 * The failure of a section in one transaction after whose rollback rows stay, since their tables know no transactions.
 * From now on the journal says so. Which of its statements stand cannot be counted, so it has no hashes to go on by.
 */
export async function halfRolledBack(
  failure: StepFailure,
  step: Step,
  context: RunContext,
): Promise<StepFailure> {
  const row = entryOf(step, context, {
    state: 'running',
    finished_at: null,
    position_done: 1,
    hashes: null,
    snapshot: JSON.stringify(await takeSnapshot(step, context)),
    error: failure.error.message,
  });
  await context.database.execute(context.history.journalInsertSql(row));
  return new StepFailure(failure.error, { step, row, ran: keptRows(step, context, 0, failure.at) });
}

/** The statements of a group that was rolled back whose rows may have stayed: those from `first` to the one that failed. */
export function keptRows(
  step: Step,
  { database }: RunContext,
  first: number,
  failedAt = step.statements.length - 1,
): readonly StandingStatement[] {
  return step.statements
    .slice(first, failedAt + 1)
    .filter((statement) => classify(statement, database.syntax).class === 'dml')
    .map((statement) => ({ statement, state: 'unknown' }));
}
