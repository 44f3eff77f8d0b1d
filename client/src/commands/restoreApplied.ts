import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import type { Services } from '../services.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Puts the text that was applied back into a changed migration's file. It can be undone like any edit. */
export async function restoreApplied(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return;
  const chosen = await migrationTargetOf(
    services,
    argument,
    vscode.l10n.t('Restore which changed file?'),
    ({ state }) => state === 'modified',
  );
  if (chosen === undefined) return;
  const { project, environment, migration } = chosen;
  const shown = await services.server.request('switchback/show', {
    project: project.id,
    environment,
    version: migration.version,
  });
  if (shown.uri === null) {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} has no file to restore.', migration.id));
    return;
  }
  const uri = vscode.Uri.parse(shown.uri);
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(uri, everything, shown.restored);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  await vscode.window.showTextDocument(document);
}
