import * as vscode from 'vscode';
import type { ServerRequests } from '../../../server/src/protocol.ts';

type Question = ServerRequests['switchback/password']['params'];

/** Passwords of databases: asked once, then kept in the editor's secret storage. */
export interface Passwords {
  /** The password for a connection; null when the user gives none. One that the database refused is asked anew. */
  ask(question: Question): Promise<string | null>;
  /** Forgets what is kept for a database; says whether there was something. */
  forget(location: string): Promise<boolean>;
}

/** Keeps passwords in `secrets`, under the database's address (which has no password in it). */
export function passwordsIn(secrets: vscode.SecretStorage): Passwords {
  return {
    async ask({ environment, location, rejected }) {
      if (!vscode.workspace.isTrusted) return null;
      const kept = rejected ? undefined : await secrets.get(keyOf(location));
      if (kept !== undefined) return kept;
      const typed = await vscode.window.showInputBox({
        title: vscode.l10n.t('Password for {0}', environment),
        prompt: rejected
          ? vscode.l10n.t(
              '{0} refused the password. It is kept in the secret storage of this editor.',
              location,
            )
          : vscode.l10n.t('{0} wants a password. It is kept in the secret storage of this editor.', location),
        password: true,
        ignoreFocusOut: true,
      });
      if (typed === undefined) {
        if (rejected) await secrets.delete(keyOf(location));
        return null;
      }
      await secrets.store(keyOf(location), typed);
      return typed;
    },
    async forget(location) {
      const kept = await secrets.get(keyOf(location));
      await secrets.delete(keyOf(location));
      return kept !== undefined;
    },
  };
}

function keyOf(location: string): string {
  return `password:${location}`;
}
