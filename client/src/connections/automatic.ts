import * as vscode from 'vscode';
import type { Server } from '../languageclient/server.ts';
import type { Projects } from '../projects/projects.ts';
import { environmentOf } from '../projects/snapshot.ts';
import { settingsFor } from '../settings.ts';

/** Connects where `migrate.connectAutomatically` says so: to active environments, never to a production one. */
export async function connectWhereWanted(server: Server, projects: Projects): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const wanted = projects.all.filter(({ project }) => {
    const environment = environmentOf(project, project.activeEnvironment);
    if (environment === undefined || environment.production || environment.connection !== 'disconnected') {
      return false;
    }
    return settingsFor(vscode.Uri.parse(project.workspaceFolder)).connectAutomatically;
  });
  // How it went is in the environment that the tree shows; opening a folder is no occasion for a message.
  await Promise.all(
    wanted.map(({ project }) =>
      server.request('switchback/connect', { project: project.id, environment: project.activeEnvironment }),
    ),
  );
}
