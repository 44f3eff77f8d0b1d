import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { execute } from '../runs/execute.ts';
import type { Services } from '../services.ts';
import { applyTo, isWaiting } from './requests.ts';
import { migrationTargetOf, targetOf } from './target.ts';

/** Applies what is pending up to the migration it is called on: a lens, a tree item, a file, or one that is chosen. */
export async function apply(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  if (target.promised !== undefined) return execute(services, target, target.promised);
  // Which ones wait is known only once there is a connection.
  if (!(await connected(services, target))) return undefined;
  const chosen = await migrationTargetOf(
    services,
    argument,
    vscode.l10n.t('Apply up to which migration?'),
    isWaiting,
  );
  return chosen && execute(services, chosen, applyTo(chosen, chosen.migration));
}
