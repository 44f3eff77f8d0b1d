import * as vscode from 'vscode';
import type { Environment, Problem } from '../../../server/src/protocol.ts';
import type { Target } from '../commands/target.ts';
import { showProblem } from '../problems/showProblem.ts';
import { environmentOf } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';

/**
 * Connects, unless it is connected already. False when it cannot be, which has then been said: no environment, an
 * untrusted workspace, or what the database answered.
 */
export async function connected(services: Services, target: Target): Promise<boolean> {
  const { project, environment } = target;
  if (!vscode.workspace.isTrusted) {
    const manage = vscode.l10n.t('Manage Workspace Trust');
    const message = vscode.l10n.t('Nothing connects to a database while the workspace is not trusted.');
    void vscode.window.showWarningMessage(message, manage).then((choice) => {
      if (choice === manage) void vscode.commands.executeCommand('workbench.trust.manage');
    });
    return false;
  }
  if (environment === null) {
    offerConfiguration(services, target);
    return false;
  }
  const known = services.projects.get(project.id)?.project ?? project;
  if (environmentOf(known, environment)?.connection === 'connected') return true;
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Connecting to {0}', environment),
  };
  const answer = await vscode.window.withProgress(options, () =>
    services.server.request('switchback/connect', { project: project.id, environment }),
  );
  await services.projects.update();
  if (answer.connection === 'connected') return true;
  if (answer.problem !== null)
    showProblem(services.output, answer.problem, remedies(services, target, answer));
  return false;
}

function remedies(services: Services, target: Target, { location, problem }: Environment) {
  const again = {
    title: vscode.l10n.t('Try Again'),
    run: () => connected(services, target),
  };
  if (problem === null || location === null || !isAboutPassword(problem)) return [again];
  const anew = {
    title: vscode.l10n.t('Enter Password'),
    run: async () => {
      await services.passwords.forget(location);
      await connected(services, target);
    },
  };
  return [anew, again];
}

function isAboutPassword({ code }: Problem): boolean {
  return code === 'authentication-failed';
}

function offerConfiguration(services: Services, { project }: Target): void {
  const open =
    project.configuration === null
      ? vscode.l10n.t('Create a Configuration')
      : vscode.l10n.t('Open Configuration');
  const message = vscode.l10n.t(
    '{0} has no environment: nothing says which database it is for.',
    project.name,
  );
  services.output.warn(message);
  void vscode.window.showWarningMessage(message, open).then((choice) => {
    if (choice === undefined) return;
    const command =
      project.configuration === null ? 'migrate.createConfiguration' : 'migrate.openConfiguration';
    void vscode.commands.executeCommand(command, { project: project.id, environment: null });
  });
}
