import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { Plan, RunEvent, RunParams, RunRequest, RunResult } from '../../protocol.ts';
import { commandLineOf } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { nothing } from '../host/run.ts';
import { previewText } from '../previewText.ts';
import { problemOf, refuse } from '../problem.ts';
import type { EnvironmentState } from '../projects/environment.ts';
import { respond } from './respond.ts';

/** Plans, previews, runs. */
export function runHandlers(context: Context): void {
  respond(context, 'switchback/plan', (request, signal) => planOf(context, request, signal));

  respond(context, 'switchback/preview', async (request, signal) => {
    const project = context.projectOf(request.project);
    const state = context.environmentOf(project, request.environment);
    const plan = await planOf(context, request, signal);
    const line = commandLineOf(project, request, state.name);
    return {
      title: `Preview: ${line}`,
      text: previewText(plan, line, placeOf(state)),
      language: 'sql',
      plan,
    };
  });

  respond(context, 'switchback/run', (params, signal) => run(context, params, signal));

  respond(context, 'switchback/commandLine', (request) => {
    const project = context.projectOf(request.project);
    return commandLineOf(project, request, request.environment ?? project.active);
  });
}

function placeOf(state: EnvironmentState): string {
  const product = state.product === null ? '' : `, ${state.product}`;
  return `${state.name}${state.production ? ' (production)' : ''}${product}`;
}

export async function planOf(context: Context, request: RunRequest, signal: AbortSignal): Promise<Plan> {
  const project = context.projectOf(request.project);
  const state = context.environmentOf(project, request.environment);
  const plan = await context.connections.call(
    project,
    state,
    'plan',
    { ...request, environment: state.name },
    { signal },
  );
  const files = new Map(project.diskBook.statuses.map(({ id, migration }) => [id, migration]));
  return {
    ...plan,
    migrations: plan.migrations.map((planned) => {
      const migration = files.get(planned.id);
      const file = (planned.direction === 'down' ? migration?.down?.file : undefined) ?? migration?.files[0];
      return { ...planned, uri: file === undefined ? null : context.uriOf(file) };
    }),
  };
}

/** Runs a command and tells of it; the history is read again however it ends. */
export async function run(context: Context, params: RunParams, signal: AbortSignal): Promise<RunResult> {
  const project = context.projectOf(params.project);
  const state = context.environmentOf(project, params.environment);
  requireConfirmation(state, params);
  const { run: id, confirm, workDoneToken, ...request } = params;
  const progress = await progressOf(context, workDoneToken, `${params.command} on ${state.name}`);
  const abort = AbortSignal.any([signal, progress.signal]);
  try {
    return await context.connections.call(
      project,
      state,
      'run',
      { ...request, environment: state.name },
      {
        signal: abort,
        onEvent: (event) => {
          progress.tell(event);
          context.notify('switchback/event', {
            run: id,
            project: project.id,
            environment: state.name,
            event,
          });
        },
      },
    );
  } catch (error) {
    // SQLite's statement was stopped with its process.
    const about = problemOf(error);
    if (about.code !== 'cancelled') throw error;
    return { ...nothing, problem: about, summary: about.message };
  } finally {
    progress.done();
    await context.connections.refresh(project, state);
  }
}

/** Every command on a production environment wants the environment's name, typed. */
function requireConfirmation(state: EnvironmentState, params: RunParams): void {
  if (!state.production || params.confirm === state.name) return;
  refuse(
    'production-confirmation',
    `"${state.name}" is a production environment: ${params.command} was not confirmed.`,
    `Type the name ${state.name} to confirm it.`,
  );
}

interface Progress {
  readonly signal: AbortSignal;
  tell(event: RunEvent): void;
  done(): void;
}

/** Work-done progress: on the client's own token, else on one of ours where the client can show it. */
async function progressOf(
  context: Context,
  token: string | number | undefined,
  title: string,
): Promise<Progress> {
  const reporter = await reporterOf(context, token);
  const abort = new AbortController();
  if (reporter === null) return { signal: abort.signal, tell: () => undefined, done: () => undefined };
  reporter.begin(title, 0, undefined, true);
  cancellationOf(reporter)?.onCancellationRequested(() => abort.abort());
  return {
    signal: abort.signal,
    tell: (event) => {
      if (event.type === 'migrationStarted')
        reporter.report(
          (100 * event.index) / event.total,
          `${event.id} (${event.index + 1} of ${event.total})`,
        );
      else if (event.type === 'lockWaiting')
        reporter.report(`Waiting for another run${event.holder === null ? '' : `: ${event.holder}`}`);
    },
    done: () => reporter.done(),
  };
}

async function reporterOf(
  context: Context,
  token: string | number | undefined,
): Promise<WorkDoneProgressReporter | null> {
  const { connection, features } = context;
  if (token !== undefined) return connection.window.attachWorkDoneProgress(token);
  return features.workDoneProgress ? connection.window.createWorkDoneProgress() : null;
}

function cancellationOf(reporter: WorkDoneProgressReporter): CancellationToken | null {
  return 'token' in reporter ? (reporter.token as CancellationToken) : null;
}
