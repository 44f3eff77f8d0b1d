import type { CompletedMigration, EngineEvent } from '../events.ts';
import type { Step } from '../plan/step.ts';
import { lineOf, type Statement } from '../sql/index.ts';
import { refOf } from './context.ts';

/** Where in the run a step stands. */
export interface Turn {
  /** 0-based. */
  readonly index: number;
  readonly total: number;
}

export function migrationStarted(step: Step, { index, total }: Turn): EngineEvent {
  return { type: 'migrationStarted', direction: step.direction, migration: refOf(step), index, total };
}

export function migrationDone(
  step: Step,
  { durationMs, recordOnly }: Pick<CompletedMigration, 'durationMs' | 'recordOnly'>,
): EngineEvent {
  return { type: 'migrationDone', direction: step.direction, migration: refOf(step), durationMs, recordOnly };
}

export function statementDone(
  step: Step,
  statement: Statement,
  durationMs: number,
  rowCount: number | null,
): EngineEvent {
  return {
    type: 'statementDone',
    migration: refOf(step),
    statement: {
      index: statement.index,
      total: step.statements.length,
      text: statement.text,
      file: step.file ?? step.id,
      line: lineOf(step.text, statement.start),
      durationMs,
      rowCount,
    },
  };
}
