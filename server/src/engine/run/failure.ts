import { DatabaseError } from '../database/database.ts';
import { MigrateError, toMigrateError } from '../errors.ts';
import type { Step } from '../plan/step.ts';
import { lineOf, type Statement } from '../sql/index.ts';
import type { Unfinished } from './context.ts';

/** A step failed. Thrown inside `run/` only; the run's result carries `error`. */
export class StepFailure extends Error {
  readonly error: MigrateError;
  /** Set when something of the section may stand. */
  readonly unfinished: Unfinished | null;
  /** Index of the statement that failed, where one did. */
  at: number | undefined;

  constructor(error: MigrateError, unfinished: Unfinished | null = null) {
    super(error.message);
    this.error = error;
    this.unfinished = unfinished;
  }
}

/** The error a user sees when `statement` of `step` failed; without a statement the tool's own SQL did. */
export function failureOf(
  thrown: unknown,
  step: Step,
  statement: Statement | undefined,
  signal: AbortSignal | undefined,
): MigrateError {
  const about = { version: step.version, name: step.name };
  const at = statement === undefined ? whole(step) : placeOf(step, statement);
  if (signal?.aborted) {
    return new MigrateError('cancelled', `Cancelled while ${doing(step)} ${step.id}.`, { ...about, ...at });
  }
  if (!(thrown instanceof DatabaseError)) {
    const error = toMigrateError(thrown);
    return new MigrateError(error.code === 'internal' ? 'statement-failed' : error.code, error.message, {
      ...error.details,
      ...about,
      place: error.details.place ?? at.place ?? { file: step.file ?? step.id },
    });
  }
  if (thrown.connectionLost) {
    return new MigrateError(
      'connection-lost',
      `The connection was lost while ${doing(step)} ${step.id}: ${thrown.message}`,
      {
        ...about,
        ...at,
        database: thrown.database,
        hint: 'Run `migrate status` to see what stands.',
      },
    );
  }
  const hint = thrown.lockWait
    ? 'Another session holds a lock on the table; try again, or allow more time with `-- migrate:lock-timeout` and `-- migrate:retry`.'
    : thrown.database.hint;
  return new MigrateError('statement-failed', thrown.database.message, {
    ...about,
    ...at,
    database: thrown.database,
    ...(hint === undefined ? {} : { hint }),
    cause: thrown,
  });
}

function doing(step: Step): string {
  return step.direction === 'up' ? 'applying' : 'rolling back';
}

function whole(step: Step) {
  return step.file === undefined ? {} : { place: { file: step.file } };
}

function placeOf(step: Step, statement: Statement) {
  const { start, end } = statement;
  const lineStart = step.text.lastIndexOf('\n', start - 1) + 1;
  return {
    statement: statement.text,
    place: {
      file: step.file ?? `${step.id} (from the history)`,
      line: lineOf(step.text, start),
      column: start - lineStart + 1,
      start,
      end,
    },
  };
}
