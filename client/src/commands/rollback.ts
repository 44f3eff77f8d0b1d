import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { isRecorded, rollBackFrom } from './requests.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Rolls back the migration it is called on, with all that were applied after it. */
export async function rollback(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  if (target.promised !== undefined) return execute(services, target, target.promised);
  if (!(await connected(services, target))) return undefined;
  const chosen = await migrationTargetOf(
    services,
    argument,
    vscode.l10n.t('Roll back which migration, and all after it?'),
    isRecorded,
  );
  if (chosen === undefined) return undefined;
  const status = services.projects.get(chosen.project.id)?.statuses.get(chosen.environment ?? '');
  return execute(services, chosen, rollBackFrom(chosen, chosen.migration, status));
}
