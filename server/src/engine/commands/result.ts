import type { PlannedMigration, RunResult } from '../events.ts';
import type { Step } from '../plan/step.ts';
import { refOf } from '../run/context.ts';
import type { StepsResult } from '../run/runSteps.ts';
import type { Session } from './session.ts';

const nothing: RunResult = {
  applied: [],
  rolledBack: [],
  skipped: [],
  failed: null,
  warnings: [],
  dryRun: false,
  plan: [],
  target: null,
};

/** The result of a run of `steps`. */
export function runResult(session: Session, steps: readonly Step[], result: StepsResult): RunResult {
  const direction = new Map(steps.map((step) => [step, step.direction]));
  const completed = result.completed.map((done, index) => ({
    done,
    direction: direction.get(steps[index]!),
  }));
  return {
    ...nothing,
    applied: completed.filter(({ direction }) => direction === 'up').map(({ done }) => done),
    rolledBack: completed.filter(({ direction }) => direction === 'down').map(({ done }) => done),
    skipped: result.skipped,
    failed: result.failed,
    warnings: session.warnings,
  };
}

/** The result of a dry run: the same lists, nothing executed. */
export function dryResult(session: Session, steps: readonly Step[]): RunResult {
  const would = (direction: Step['direction']) =>
    steps
      .filter((step) => step.direction === direction)
      .map((step) => ({ ...refOf(step), durationMs: 0, recordOnly: step.mode === 'record' }));
  return {
    ...nothing,
    applied: would('up'),
    rolledBack: would('down'),
    warnings: session.warnings,
    dryRun: true,
    plan: steps.map(planned),
  };
}

function planned(step: Step): PlannedMigration {
  return {
    ...refOf(step),
    direction: step.direction,
    statements: step.mode === 'code' ? [step.text] : step.statements.map((statement) => statement.text),
    transactional: step.mode !== 'statements',
    recordOnly: step.mode === 'record',
  };
}
