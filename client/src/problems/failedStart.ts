import * as vscode from 'vscode';
import { unexpected } from './serverProblem.ts';

/** Says that the extension, or its language server, did not start, with a way to the log and one to try again. */
export function reportFailedStart(output: vscode.LogOutputChannel, error: unknown): void {
  output.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const log = vscode.l10n.t('Show Log');
  const reload = vscode.l10n.t('Reload Window');
  void vscode.window
    .showErrorMessage(vscode.l10n.t('Switchback could not start: {0}', unexpected(error)), log, reload)
    .then((choice) => {
      if (choice === log) output.show();
      if (choice === reload) void vscode.commands.executeCommand('workbench.action.reloadWindow');
    });
}
