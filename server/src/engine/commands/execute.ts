import { MigrateError } from '../errors.ts';
import type { RunResult } from '../events.ts';
import { loadSteps, type Step } from '../plan/step.ts';
import { settle } from '../recovery/settle.ts';
import { refOf } from '../run/context.ts';
import { runSteps } from '../run/runSteps.ts';
import { runResult } from './result.ts';
import type { Session } from './session.ts';

/**
 * Runs checked steps. A failure that may have left something behind is taken back, or the migration is marked
 * incomplete and the error says what stands.
 */
export async function execute(
  session: Session,
  checked: readonly Step[],
  single: boolean,
): Promise<RunResult> {
  const { context } = session;
  const steps = await loadSteps(checked);
  for (const direction of ['down', 'up'] as const) {
    const migrations = steps.filter((step) => step.direction === direction).map(refOf);
    if (migrations.length > 0) context.onEvent({ type: 'runStarted', direction, migrations });
  }
  const result = await runSteps(steps, context, single);
  if (result.failed === null || result.unfinished === null) return runResult(session, steps, result);
  const { unfinished, failed } = result;
  const error = await context.shielded(() => settle(unfinished, failed.error, context));
  return runResult(session, steps, { ...result, failed: { ...result.failed, error } });
}

/** Whether all of `steps` can be one transaction. */
export function canRunTogether(session: Session, steps: readonly Step[]): boolean {
  return (
    session.database.capabilities.transactionalDdl &&
    steps.every((step) => step.mode === 'record' || (step.mode !== 'statements' && step.wantsTransaction))
  );
}

/** Throws `single-transaction` when `steps` cannot be one transaction, naming the reason. */
export function requireSingleTransaction(session: Session, steps: readonly Step[]): void {
  if (canRunTogether(session, steps)) return;
  const culprit = steps.find((step) => !step.wantsTransaction);
  if (!session.database.capabilities.transactionalDdl || culprit === undefined) {
    throw new MigrateError(
      'single-transaction',
      `--single-transaction is not possible on ${session.database.server.product}: it commits at each DDL statement.`,
      { hint: 'Leave the flag out; each migration is then taken back on its own when it fails.' },
    );
  }
  throw new MigrateError(
    'single-transaction',
    `--single-transaction is not possible: ${culprit.id} runs outside a transaction (transaction:false).`,
    {
      ...(culprit.file === undefined ? {} : { place: { file: culprit.file } }),
      version: culprit.version,
      hint: 'Run it on its own first, or leave the flag out.',
    },
  );
}
