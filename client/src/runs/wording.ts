import * as vscode from 'vscode';
import type { Plan, RunRequest } from '../../../server/src/protocol.ts';

/** What a run is called: while it runs, as a question, and on the button that starts it. */
export interface Wording {
  readonly doing: string;
  readonly question: string;
  readonly button: string;
}

/** In words of the plan: how many migrations, from or to which environment. */
export function wordingOf({ command }: RunRequest, environment: string, { migrations }: Plan): Wording {
  const count = migrations.length;
  const only = count === 1 ? migrations[0]!.id : undefined;
  const what = only ?? vscode.l10n.t('{0} migrations', count);
  switch (command) {
    case 'up':
      return {
        doing: vscode.l10n.t('Applying {0} to {1}', what, environment),
        question: vscode.l10n.t('Apply {0} to {1}?', what, environment),
        button: only === undefined ? vscode.l10n.t('Apply {0}', count) : vscode.l10n.t('Apply'),
      };
    case 'down':
      return {
        doing: vscode.l10n.t('Rolling back {0} from {1}', what, environment),
        question: vscode.l10n.t('Roll back {0} from {1}?', what, environment),
        button: only === undefined ? vscode.l10n.t('Roll Back {0}', count) : vscode.l10n.t('Roll Back'),
      };
    case 'redo':
      return {
        doing: vscode.l10n.t('Rolling back and applying again on {0}', environment),
        question: vscode.l10n.t('Roll back and apply again on {0}?', environment),
        button: vscode.l10n.t('Redo'),
      };
    case 'fresh':
      return {
        doing: vscode.l10n.t('Building {0} anew', environment),
        question: vscode.l10n.t('Drop everything in {0} and run all migrations again?', environment),
        button: vscode.l10n.t('Drop Everything'),
      };
    case 'resume':
      return {
        doing: vscode.l10n.t('Resuming on {0}', environment),
        question: vscode.l10n.t('Go on with the incomplete migration on {0}?', environment),
        button: vscode.l10n.t('Resume'),
      };
    case 'recover':
      return {
        doing: vscode.l10n.t('Taking back on {0}', environment),
        question: vscode.l10n.t('Take back the incomplete migration on {0}?', environment),
        button: vscode.l10n.t('Take Back'),
      };
    case 'baseline':
      return {
        doing: vscode.l10n.t('Recording a baseline on {0}', environment),
        question: vscode.l10n.t('Record migrations as applied on {0} without running them?', environment),
        button: vscode.l10n.t('Record'),
      };
    case 'repair':
      return {
        doing: vscode.l10n.t('Accepting the file as it is on {0}', environment),
        question: vscode.l10n.t('Accept the file as it is now on {0}?', environment),
        button: vscode.l10n.t('Accept'),
      };
    case 'init':
      return {
        doing: vscode.l10n.t('Creating the history table on {0}', environment),
        question: vscode.l10n.t('Create the history table on {0}?', environment),
        button: vscode.l10n.t('Create'),
      };
  }
}
