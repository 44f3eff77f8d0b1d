import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { projectOf } from './target.ts';

/** Asks for a name and writes an empty migration with the next version, in the layout the directory uses. */
export async function newMigration(services: Services, argument: unknown) {
  const project = await projectOf(services, argument);
  if (project === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New migration in {0}', project.name),
    prompt: vscode.l10n.t('What does it do? A version is put in front.'),
    placeHolder: vscode.l10n.t('add phone to users'),
    validateInput: nameProblem,
  });
  if (!name) return undefined;
  const created = await services.server.request('switchback/new', { project: project.id, name });
  // The up file is first, and opened last: it is in front, with the way back beside it, to be written at once.
  for (const file of [...created.files].reverse()) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file));
    const end = document.lineAt(document.lineCount - 1).range.end;
    await vscode.window.showTextDocument(document, {
      preview: false,
      selection: new vscode.Range(end, end),
    });
  }
  await services.projects.update();
  return created;
}

/** Why a name will not do; undefined when it will. */
export function nameProblem(name: string): string | undefined {
  return name === '' || /[\p{L}\p{N}]/u.test(name)
    ? undefined
    : vscode.l10n.t('A name needs at least one letter or digit.');
}
