import * as vscode from 'vscode';
import type { RunEvent } from '../../../server/src/protocol.ts';

type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** A reader of a run's events that keeps its progress notification up to date. */
export function progressOf(progress: Progress): (event: RunEvent) => void {
  let place = '';
  return (event) => {
    if (event.type === 'lockWaiting') {
      const { holder } = event;
      const message =
        holder === null
          ? vscode.l10n.t('waiting for another run')
          : vscode.l10n.t('waiting for another run: {0}', holder);
      progress.report({ message });
    }
    if (event.type === 'migrationStarted') {
      place = event.total > 1 ? `${event.id} (${event.index + 1}/${event.total})` : event.id;
      progress.report({ message: place });
    }
    if (event.type === 'statementDone' && event.total > 1) {
      progress.report({
        message: vscode.l10n.t('{0}, statement {1} of {2}', place, event.index + 1, event.total),
      });
    }
    if (event.type === 'takingBack') progress.report({ message: vscode.l10n.t('taking back {0}', event.id) });
  };
}
