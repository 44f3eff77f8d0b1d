import * as vscode from 'vscode';
import type { RunEvent } from '../../../server/src/protocol.ts';

/** A reader of a run's events that says how far it is. */
export function progressOf(say: (message: string) => void): (event: RunEvent) => void {
  let place = '';
  return (event) => {
    if (event.type === 'lockWaiting') {
      const { holder } = event;
      say(
        holder === null
          ? vscode.l10n.t('waiting for another run')
          : vscode.l10n.t('waiting for another run: {0}', holder),
      );
    }
    if (event.type === 'migrationStarted') {
      // One alone is in the title.
      place = event.total > 1 ? `${event.id} (${event.index + 1}/${event.total})` : '';
      say(place);
    }
    if (event.type === 'statementDone' && event.total > 1) {
      const statement = vscode.l10n.t('statement {0} of {1}', event.index + 1, event.total);
      say(place === '' ? statement : `${place}, ${statement}`);
    }
    if (event.type === 'takingBack') say(vscode.l10n.t('taking back {0}', event.id));
  };
}
