import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { isWaiting, requestFor } from './requests.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Records migrations as applied without running them, up to the one it is called on: for a database that has them. */
export async function baseline(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return undefined;
  const chosen = await migrationTargetOf(
    services,
    argument,
    vscode.l10n.t('Up to which migration does the database have everything already?'),
    isWaiting,
  );
  return (
    chosen &&
    execute(services, chosen, requestFor(chosen, { command: 'baseline', to: chosen.migration.version }))
  );
}
