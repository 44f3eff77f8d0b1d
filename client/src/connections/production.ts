import * as vscode from 'vscode';
import type { Target } from '../commands/target.ts';
import { environmentOf } from '../projects/snapshot.ts';

export function isProduction({ project, environment }: Target): boolean {
  return environmentOf(project, environment)?.production === true;
}

/** Asks for a production environment's name; undefined when the user leaves. */
export async function typedName(environment: string, act: string): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: act,
    prompt: vscode.l10n.t('{0} is a production environment. Type its name to go on.', environment),
    placeHolder: environment,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === environment || value === ''
        ? undefined
        : vscode.l10n.t('This is not the name of the environment: {0}', environment),
  });
  return typed === environment ? typed : undefined;
}
