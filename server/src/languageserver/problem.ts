import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toMigrateError } from '../engine/errors.ts';
import type { Problem } from '../protocol.ts';

const nowhere = {
  hint: null,
  uri: null,
  line: null,
  version: null,
  statement: null,
  database: null,
  others: [],
} satisfies Partial<Problem>;

/** A problem of the server's own. */
export function problem(code: string, message: string, hint: string | null = null): Problem {
  return { ...nowhere, code, message, hint };
}

export const untrusted = problem(
  'untrusted',
  'This workspace is not trusted: nothing connects and no code of it runs.',
  'Trust the workspace to work with its databases.',
);

/** Any thrown value as what a person is told; a stack trace is never part of it. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  const error = toMigrateError(thrown);
  const { place, version, statement, database, hint, others } = error.details;
  return {
    ...problem(error.code, error.message, hint ?? null),
    uri: place !== undefined && isAbsolute(place.file) ? pathToFileURL(place.file).href : null,
    line: place?.line ?? null,
    version: version ?? null,
    statement: statement ?? null,
    database:
      database === undefined
        ? null
        : {
            code: database.code,
            message: database.message,
            detail: database.detail ?? null,
            hint: database.hint ?? null,
          },
    others: (others ?? []).map((other) => problemOf(other)),
  };
}

/** A problem on its way through code that throws. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(about: Problem) {
    super(about.message);
    this.name = 'ProblemError';
    this.problem = about;
  }
}

/** Throws what cannot be done, in a sentence. */
export function refuse(code: string, message: string, hint: string | null = null): never {
  throw new ProblemError(problem(code, message, hint));
}
