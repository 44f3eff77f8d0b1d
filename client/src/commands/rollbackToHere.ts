import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { isRecorded, rollBackTo } from './requests.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Rolls back everything that was applied after the migration it is called on, which stays applied. */
export async function rollbackToHere(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return undefined;
  const chosen = await migrationTargetOf(
    services,
    argument,
    vscode.l10n.t('Roll back to which migration? It stays applied.'),
    isRecorded,
  );
  return chosen && execute(services, chosen, rollBackTo(chosen, chosen.migration));
}
