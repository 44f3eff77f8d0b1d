import type { Problem } from '../../../server/src/protocol.ts';

/** A request that the language server could not serve. */
export class ServerProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ServerProblem';
    this.problem = problem;
  }
}

/** What a rejected request carries, as a `Problem`; null when it is no answer of the language server's. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ServerProblem) return error.problem;
  const data = (error as { data?: unknown } | null)?.data;
  if (typeof data !== 'object' || data === null) return null;
  return 'code' in data && 'message' in data ? (data as Problem) : null;
}

/** One line for an error that nobody expected. */
export function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? '';
}
