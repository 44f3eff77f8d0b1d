import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { requestFor } from './requests.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Accepts an applied migration's file as it is now: its checksum is recorded anew. */
export async function repair(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  if (target.promised !== undefined) return execute(services, target, target.promised);
  if (!(await connected(services, target))) return undefined;
  const chosen = await migrationTargetOf(
    services,
    argument,
    vscode.l10n.t('Accept which changed file as it is now?'),
    ({ state }) => state === 'modified',
  );
  return (
    chosen &&
    execute(services, chosen, requestFor(chosen, { command: 'repair', to: chosen.migration.version }))
  );
}
