import * as vscode from 'vscode';
import type { Environment, Project } from '../../../server/src/protocol.ts';
import { activate } from '../connections/activeEnvironment.ts';
import { connected } from '../connections/connect.ts';
import type { Services } from '../services.ts';
import { isNode } from '../views/nodes.ts';
import { projectOf } from './target.ts';

/** Makes an environment the one that commands and lenses work on, and connects to it unless it is production. */
export async function switchEnvironment(services: Services, argument: unknown) {
  const project = await projectOf(services, argument);
  if (project === undefined) return undefined;
  const name =
    isNode(argument) && argument.kind === 'environment' ? argument.environment.name : await choose(project);
  if (name === undefined) return undefined;
  await activate(services, project, name);
  const chosen = project.environments.find((environment) => environment.name === name);
  // Choosing it is the user's act; with production one more is wanted.
  if (chosen !== undefined && !chosen.production) await connected(services, { project, environment: name });
  return name;
}

async function choose(project: Project): Promise<string | undefined> {
  const items = project.environments.map((environment) => ({
    label: `$(${environment.production ? 'shield' : 'database'}) ${environment.name}`,
    description: describe(environment, environment.name === project.activeEnvironment),
    detail: environment.location ?? environment.problem?.message ?? '',
    name: environment.name,
  }));
  const title = vscode.l10n.t('Work on which environment of {0}?', project.name);
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.name;
}

function describe({ production, connection }: Environment, active: boolean): string {
  return [
    ...(active ? [vscode.l10n.t('active')] : []),
    ...(production ? [vscode.l10n.t('production')] : []),
    ...(connection === 'connected' ? [vscode.l10n.t('connected')] : []),
  ].join(' · ');
}
