import { MigrateError } from '../errors.ts';
import type { RunResult } from '../events.ts';
import type { JournalRow } from '../history/journal.ts';
import type { MigrationStatus } from '../plan/status.ts';
import { downSteps, keptText, type Step, upSteps } from '../plan/step.ts';
import { continuationOf } from '../recovery/continuation.ts';
import { settle } from '../recovery/settle.ts';
import { clearingOf } from '../recovery/standing.ts';
import { refOf } from '../run/context.ts';
import { resumeStep } from '../run/runSteps.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { dryResult, runResult } from './result.ts';
import { type Session, withSession } from './session.ts';

export interface ResumeOptions extends CommandOptions {
  readonly dryRun?: boolean;
  /** The statement to go on with, counted from 1; for one whose end neither journal nor schema shows. */
  readonly from?: number;
}

/**
 * Goes on with the incomplete migration after its last good statement, from the file as it is now. Throws
 * `not-incomplete` when there is none, `resume-changed` when a statement that already ran was changed,
 * `missing-file` when the file is gone.
 */
export async function resume(options: MigratorOptions, command: ResumeOptions): Promise<RunResult> {
  return withSession(options, { access: command.dryRun ? 'read' : 'write' }, command, async (session) => {
    const status = incompleteOf(session);
    const row = status.unfinished!;
    const step = stepOf(session, status, row);
    const chosen = command.from === undefined ? undefined : command.from - 1;
    const from = await continuationOf(row, step, session.context, chosen);
    const rest: Step = { ...step, statements: step.statements.slice(from) };
    const clearing = from > stoppedAt(row) ? [] : await clearingOf(row, session.context);
    if (command.dryRun) {
      const result = dryResult(session, [rest]);
      const plan = result.plan.map((one) => ({ ...one, statements: [...clearing, ...one.statements] }));
      return { ...result, plan };
    }
    session.context.onEvent({ type: 'runStarted', direction: step.direction, migrations: [refOf(step)] });
    if (clearing.length > 0) {
      session.context.onEvent({ type: 'takingBack', migration: refOf(step), statements: clearing });
      for (const sql of clearing) await session.database.execute(sql);
    }
    const continued = {
      ...row,
      checksum: step.checksum,
      up_text: step.upText,
      down_text: step.downText,
      total: step.statements.length,
    };
    const result = await resumeStep(step, session.context, { row: continued, from });
    if (result.failed === null || result.unfinished === null) return runResult(session, [step], result);
    const { unfinished, failed } = result;
    const error = await session.context.shielded(() => settle(unfinished, failed.error, session.context));
    return runResult(session, [step], { ...result, failed: { ...result.failed, error } });
  });
}

/** The index of the statement that failed, or that had begun. */
function stoppedAt(row: JournalRow): number {
  return row.position_done === 1 || row.position < 0 ? row.position + 1 : row.position;
}

/** The one migration that was begun and has no good end; throws `not-incomplete`. */
export function incompleteOf(session: Session): MigrationStatus {
  const status = session.statuses.find((one) => one.unfinished !== null);
  if (status !== undefined) return status;
  throw new MigrateError(
    'not-incomplete',
    'No migration is incomplete: there is nothing to go on with or to take back.',
    {
      hint: '`migrate status` shows the state of each.',
    },
  );
}

function stepOf(session: Session, status: MigrationStatus, row: JournalRow): Step {
  if (status.migration === null) {
    throw new MigrateError('missing-file', `Migration ${status.id} is incomplete and its file is missing.`, {
      version: status.version,
      hint: 'Put the file back, or take back what ran with `migrate recover`.',
    });
  }
  const { steps, warnings } =
    row.direction === 'up'
      ? upSteps([status], session.database)
      : downSteps([status], session.database, { force: false });
  session.warn(warnings.filter((warning) => warning.code !== 'not-transactional'));
  const step = steps[0]!;
  if (step.mode === 'code' || row.total === 0) {
    throw new MigrateError(
      'resume-changed',
      `Code migration ${status.id} cannot be gone on with: it has no statements to count.`,
      {
        version: status.version,
        hint: 'Take it back with `migrate recover`, then run it again.',
      },
    );
  }
  return {
    ...step,
    mode: 'statements',
    upText: keptText(status.migration.up),
    downText: keptText(status.migration.down),
  };
}
