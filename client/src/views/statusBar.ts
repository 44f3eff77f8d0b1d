import * as vscode from 'vscode';
import type { Projects } from '../projects/projects.ts';
import { activeStatus, environmentOf, type ProjectSnapshot } from '../projects/snapshot.ts';
import type { Runs } from '../runs/runs.ts';
import { halted, problemCount, standing } from './states.ts';
import { environmentTooltip } from './tooltips.ts';

/** One item: the environment that commands work on, and how it stands. A click switches it. */
export function statusBar(projects: Projects, runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('environment', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Migrations');
  item.command = 'migrate.switchEnvironment';

  const show = () => {
    const snapshot = current(projects);
    if (snapshot === undefined) return item.hide();
    const { project } = snapshot;
    const environment = environmentOf(project, project.activeEnvironment);
    if (environment === undefined && project.environments.length === 0) return item.hide();
    const production = environment?.production === true;
    item.text = runs.isBusy(project.id)
      ? `$(sync~spin) ${nameOf(snapshot, projects)}: ${vscode.l10n.t('running…')}`
      : textOf(snapshot, nameOf(snapshot, projects));
    item.backgroundColor = production ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.tooltip = environment === undefined ? undefined : environmentTooltip(environment);
    item.accessibilityInformation = {
      label: vscode.l10n.t('Migrations: {0}', item.text.replace(/\$\([^)]*\) /, '')),
    };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    projects.onDidChange(show),
    runs.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}

/** The project of the file being edited; else the first. */
function current(projects: Projects): ProjectSnapshot | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return (uri?.scheme === 'file' ? projects.find(uri)?.snapshot : undefined) ?? projects.all[0];
}

/** The environment's name; of several projects, with the project's before it. */
function nameOf({ project }: ProjectSnapshot, { all }: Projects): string {
  const environment = project.activeEnvironment ?? '';
  return all.length === 1 ? environment : `${project.name}/${environment}`;
}

function textOf(snapshot: ProjectSnapshot, name: string): string {
  const environment = environmentOf(snapshot.project, snapshot.project.activeEnvironment);
  if (environment === undefined) return `$(plug) ${vscode.l10n.t('Choose an environment')}`;
  const { connection, production } = environment;
  const icon = production ? 'shield' : 'database';
  if (connection === 'connecting') return `$(loading~spin) ${name}: ${vscode.l10n.t('connecting…')}`;
  if (connection === 'failed') return `$(debug-disconnect) ${name}: ${vscode.l10n.t('cannot be reached')}`;
  const status = activeStatus(snapshot);
  if (connection === 'disconnected' || status === undefined) {
    return `$(plug) ${name}: ${vscode.l10n.t('not connected')}`;
  }
  if (environment.problem !== null) return `$(error) ${name}: ${halted()}`;
  return `$(${problemCount(status.counts) > 0 ? 'warning' : icon}) ${name}: ${standing(status.counts)}`;
}
