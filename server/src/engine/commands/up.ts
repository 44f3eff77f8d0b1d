import type { RunResult } from '../events.ts';
import { type OutOfOrderRule, selectUp, type Target } from '../plan/select.ts';
import { type Step, upSteps } from '../plan/step.ts';
import { execute, requireSingleTransaction } from './execute.ts';
import type { CommandOptions, MigratorOptions } from './options.ts';
import { dryResult } from './result.ts';
import { type Session, withDrySession, withSession } from './session.ts';

export interface UpOptions extends CommandOptions, Target {
  readonly dryRun?: boolean;
  readonly singleTransaction?: boolean;
  readonly outOfOrder?: OutOfOrderRule;
}

/**
 * Applies what is pending, in order. Nothing pending: a result with empty lists. A failing migration is a value in
 * the result; everything that is wrong before the first statement is thrown.
 */
export async function up(options: MigratorOptions, command: UpOptions): Promise<RunResult> {
  if (command.dryRun) {
    return withDrySession(options, command, async (session) =>
      dryResult(session, planUp(session, options, command)),
    );
  }
  return withSession(options, { access: 'write', create: true }, command, async (session) => {
    const steps = planUp(session, options, command);
    return execute(session, steps, command.singleTransaction ?? false);
  });
}

/** The checked steps of an `up`; tells its warnings. */
export function planUp(session: Session, options: MigratorOptions, command: UpOptions): readonly Step[] {
  const rule = command.outOfOrder ?? options.outOfOrder ?? 'warn';
  const { chosen, warnings } = selectUp(session.statuses, session.set.diagnostics, command, rule);
  const planned = upSteps(chosen, session.database);
  session.warn([...warnings, ...planned.warnings]);
  if (command.singleTransaction) requireSingleTransaction(session, planned.steps);
  return planned.steps;
}
