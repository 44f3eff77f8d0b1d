import type * as vscode from 'vscode';
import type { Project } from '../../../server/src/protocol.ts';
import type { Server } from '../languageclient/server.ts';
import type { Projects } from '../projects/projects.ts';
import type { Services } from '../services.ts';

/** Makes it the one that commands and lenses work on, also the next time this workspace is opened. Connects to nothing. */
export async function activate(
  { context, server, projects }: Services,
  project: Project,
  environment: string,
): Promise<void> {
  await server.request('switchback/selectEnvironment', { project: project.id, environment });
  await context.workspaceState.update(keyOf(project.id), environment);
  await projects.update();
}

/** Makes the environments active that were chosen the last time, where they are still there. Connects to nothing. */
export async function restoreEnvironments(
  context: vscode.ExtensionContext,
  server: Server,
  projects: Projects,
): Promise<void> {
  for (const { project } of projects.all) {
    const kept = context.workspaceState.get<string>(keyOf(project.id));
    if (kept === undefined || kept === project.activeEnvironment) continue;
    if (!project.environments.some(({ name }) => name === kept)) continue;
    await server.request('switchback/selectEnvironment', { project: project.id, environment: kept });
  }
}

function keyOf(project: string): string {
  return `environment:${project}`;
}
