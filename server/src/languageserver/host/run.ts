import type { CommandOptions, RunResult as EngineResult, Migrator } from '../../engine/index.ts';
import type { RunRequest, RunResult } from '../../protocol.ts';
import { ProblemError, problem, problemOf } from '../problem.ts';
import { planOf } from './plan.ts';

/** The options of a request as the engine takes them. */
export function runOptions(request: RunRequest) {
  const { to, count, force, fromHistory, acceptDataLoss, singleTransaction, outOfOrder } = request;
  return {
    ...(to === undefined ? {} : { to }),
    ...(count === undefined ? {} : { count }),
    ...(force === undefined ? {} : { force }),
    ...(fromHistory === undefined ? {} : { fromHistory }),
    ...(acceptDataLoss === undefined ? {} : { acceptDataLoss }),
    ...(singleTransaction === undefined ? {} : { singleTransaction }),
    ...(outOfOrder === undefined ? {} : { outOfOrder }),
  };
}

/**
 * Runs a command. How it ends is a value, refusals included. With a `token` it runs only when the plan is still the one
 * that the token was given for.
 */
export async function runCommand(
  migrator: Migrator,
  request: RunRequest & { readonly token?: string },
  command: CommandOptions,
): Promise<RunResult> {
  const started = performance.now();
  try {
    if (request.token !== undefined) await requireSamePlan(migrator, request, request.token, command);
    const result = await run(migrator, request, command);
    return { ...result, ...summaryOf(request, result, performance.now() - started) };
  } catch (error) {
    const about = problemOf(error);
    return { ...nothing, problem: about, summary: about.message };
  }
}

async function requireSamePlan(
  migrator: Migrator,
  request: RunRequest,
  token: string,
  command: CommandOptions,
): Promise<void> {
  const { signal } = command;
  const now = await planOf(migrator, request, signal === undefined ? {} : { signal });
  if (now.refused !== null) throw new ProblemError(now.refused);
  if (now.token === token) return;
  throw new ProblemError(
    problem(
      'plan-changed',
      'Files or history have changed since the preview: other statements would run now.',
      'Look at the preview again.',
    ),
  );
}

type Outcome = Omit<RunResult, 'summary'>;
export const nothing: Outcome = {
  applied: [],
  rolledBack: [],
  skipped: [],
  changed: [],
  problem: null,
  warnings: [],
};

async function run(migrator: Migrator, request: RunRequest, command: CommandOptions): Promise<Outcome> {
  const options = { ...runOptions(request), ...command };
  switch (request.command) {
    case 'up':
      return outcome(await migrator.up(options));
    case 'down':
      return outcome(await migrator.down(options));
    case 'redo':
      return outcome(await migrator.redo(options));
    case 'fresh':
      return outcome(await migrator.fresh({ ...options, confirmed: true }));
    case 'resume':
      return outcome(await migrator.resume(options));
    case 'recover':
      return outcome(await migrator.recover(options));
    case 'baseline': {
      const { changed } = await migrator.baseline(request.to ?? '', command);
      return { ...nothing, changed: changed.map(({ id }) => id) };
    }
    case 'repair': {
      const { changed } = await migrator.repair(request.to, command);
      return { ...nothing, changed: changed.map(({ id }) => id) };
    }
    case 'init':
      await migrator.init(command);
      return nothing;
  }
}

function outcome(result: EngineResult): Outcome {
  return {
    applied: result.applied,
    rolledBack: result.rolledBack,
    skipped: result.skipped.map(({ id }) => id),
    changed: [],
    problem: result.failed === null ? null : problemOf(result.failed.error),
    warnings: result.warnings.map(({ message }) => message),
  };
}

function summaryOf(request: RunRequest, result: Outcome, durationMs: number): { readonly summary: string } {
  const place = request.environment ?? 'the database';
  const parts = [
    part('Rolled back', result.rolledBack.length, `from ${place}`),
    part('Applied', result.applied.length, `to ${place}`),
    part('Recorded', result.changed.length, `in ${place}`),
  ].filter((sentence) => sentence !== null);
  if (result.problem !== null) {
    return { summary: [...parts.map((sentence) => `${sentence}.`), result.problem.message].join(' ') };
  }
  if (request.command === 'init') return { summary: `The history table is ready in ${place}.` };
  if (parts.length === 0) return { summary: `Nothing to do in ${place}.` };
  return { summary: `${parts.join(', then ').replace(', then A', ', then a')} in ${duration(durationMs)}.` };
}

function part(verb: string, count: number, where: string): string | null {
  if (count === 0) return null;
  return `${verb} ${count === 1 ? '1 migration' : `${count} migrations`} ${where}`;
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
