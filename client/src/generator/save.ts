import * as vscode from 'vscode';
import { nameProblem } from '../commands/newMigration.ts';
import type { Generated } from '../documents/generatedTexts.ts';
import { schemes } from '../documents/uris.ts';
import type { Services } from '../services.ts';

/** Asks for a name and saves a generated migration; what was shown of it is closed. Undefined: the user leaves it. */
export async function saveGenerated(services: Services, { project, files }: Generated) {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save as a new migration'),
    prompt: vscode.l10n.t('What does it do? A version is put in front.'),
    placeHolder: vscode.l10n.t('add phone to users'),
    ignoreFocusOut: true,
    validateInput: nameProblem,
  });
  if (!name) return undefined;
  const { migrations } = await services.server.request('switchback/saveMigration', { project, name, files });
  await closeGenerated();
  const [file] = migrations[0]?.files ?? [];
  if (file !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(file));
  await services.projects.update();
  return migrations;
}

async function closeGenerated(): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === schemes.generated,
    );
  await vscode.window.tabGroups.close(tabs);
}
