import * as vscode from 'vscode';
import type { Server } from '../languageclient/server.ts';

/** Says once per workspace and project what is missing for migrations to be tried while they are written. */
export function tellUntried(context: vscode.ExtensionContext, server: Server): vscode.Disposable {
  return server.onUntried(async ({ project, message }) => {
    const key = `untried ${project}`;
    if (context.workspaceState.get(key) === true) return;
    await context.workspaceState.update(key, true);
    const open = vscode.l10n.t('Open Configuration');
    const chosen = await vscode.window.showInformationMessage(message, open);
    if (chosen === open) await vscode.commands.executeCommand('migrate.openConfiguration');
  });
}
