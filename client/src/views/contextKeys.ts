import * as vscode from 'vscode';
import type { Projects } from '../projects/projects.ts';
import { environmentOf, type ProjectSnapshot } from '../projects/snapshot.ts';
import type { Runs } from '../runs/runs.ts';

/** Which welcome text the empty view shows; `ready` when there is a tree. */
export type ViewState =
  | 'starting'
  | 'noConfiguration'
  | 'broken'
  | 'noEnvironment'
  | 'disconnected'
  | 'ready'
  | 'failed';

/** Keeps the keys that the `when` clauses of package.json ask for. `fail` is for a language server that does not start. */
export function contextKeys(projects: Projects, runs: Runs): vscode.Disposable & { fail(): void } {
  const set = (key: string, value: unknown) =>
    void vscode.commands.executeCommand('setContext', `migrate.${key}`, value);
  const show = () => {
    const environments = projects.all.map(({ project }) => environmentOf(project, project.activeEnvironment));
    set('view', projects.loaded ? viewState(projects.all) : 'starting');
    // An object's keys are what `in` looks at.
    set('directories', directories(projects.all));
    set('active', projects.all.length > 0);
    set(
      'connected',
      environments.some((environment) => environment?.connection === 'connected'),
    );
    set(
      'production',
      environments.some((environment) => environment?.production === true),
    );
    set('busy', runs.isBusy());
  };
  show();
  const subscription = vscode.Disposable.from(projects.onDidChange(show), runs.onDidChange(show));
  return { dispose: () => subscription.dispose(), fail: () => set('view', 'failed') };
}

function directories(all: readonly ProjectSnapshot[]): Readonly<Record<string, true>> {
  const paths = all.flatMap(({ project }) =>
    [project, ...project.environments].map(({ directory }) => directory),
  );
  return Object.fromEntries(paths.map((directory) => [vscode.Uri.parse(directory).fsPath, true]));
}

function viewState(all: readonly ProjectSnapshot[]): ViewState {
  if (all.length === 0) return 'noConfiguration';
  const environments = all.flatMap(({ project }) => project.environments);
  if (environments.some(({ connection }) => connection !== 'disconnected')) return 'ready';
  if (all.some(({ project }) => project.problem !== null)) return 'broken';
  return environments.length === 0 ? 'noEnvironment' : 'disconnected';
}
