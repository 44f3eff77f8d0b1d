import type { ErrorClass, MigrateError } from '../engine/index.ts';

/** 0 done, 1 failed, 2 usage or configuration, 3 pending or different (with `--check`), 4 refused. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const codes: Readonly<Record<ErrorClass, ExitCode>> = { failed: 1, usage: 2, refused: 4 };

/** The exit code of an error and those beside it: the highest. */
export function exitCodeOf(error: MigrateError): ExitCode {
  return highest([codes[error.class], ...(error.details.others ?? []).map(exitCodeOf)]);
}

/** Where several hold, the higher wins; 0 of none. */
export function highest(all: readonly ExitCode[]): ExitCode {
  return all.reduce<ExitCode>((most, one) => (one > most ? one : most), 0);
}
