import * as vscode from 'vscode';
import { environmentOf } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/** Removes an environment's password from the secret storage. */
export async function forgetPassword(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  const environment = target && environmentOf(target.project, target.environment);
  if (environment?.location == null) return;
  const forgotten = await services.passwords.forget(environment.location);
  void vscode.window.showInformationMessage(
    forgotten
      ? vscode.l10n.t('The password for {0} is forgotten.', environment.name)
      : vscode.l10n.t('No password is kept for {0}.', environment.name),
  );
}
