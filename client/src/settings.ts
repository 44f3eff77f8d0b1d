import * as vscode from 'vscode';

/** The extension's settings, as they hold for one file or folder. */
export interface Settings {
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  /** Connect to the active environment when a folder is opened; never to a production one. */
  readonly connectAutomatically: boolean;
  /** `moreThanAsked`: rollbacks, and whatever would run more than the migration it was called on. */
  readonly confirm: 'always' | 'moreThanAsked';
}

/** The settings for `scope`, a file's or a folder's URI. */
export function settingsFor(scope: vscode.Uri | undefined): Settings {
  const section = vscode.workspace.getConfiguration('migrate', scope ?? null);
  return {
    codeLens: section.get('codeLens', true),
    inlayHints: section.get('inlayHints', true),
    connectAutomatically: section.get('connectAutomatically', false),
    confirm: section.get('confirm', 'moreThanAsked'),
  };
}
