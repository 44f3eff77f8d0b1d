import * as vscode from 'vscode';
import { reportFailedStart } from './problems/failedStart.ts';
import { start } from './start.ts';

let stop: (() => Promise<void>) | undefined;

/** Called by the editor, once. A failure is told in a message: an extension that stays silent looks as if it were not there. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Switchback', { log: true });
  context.subscriptions.push(output);
  try {
    stop = start(context, output);
  } catch (error) {
    reportFailedStart(output, error);
  }
}

/** Called by the editor when it closes; ends the language server. */
export async function deactivate(): Promise<void> {
  await stop?.();
}
