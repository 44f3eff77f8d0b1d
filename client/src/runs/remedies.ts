import * as vscode from 'vscode';
import type { Problem, RunRequest } from '../../../server/src/protocol.ts';
import type { Target } from '../commands/target.ts';
import type { Remedy } from '../problems/showProblem.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';

/** The buttons that a refused or failed run is told with: what the engine's hint says, one click away. */
export function remediesFor(
  services: Services,
  target: Target,
  request: RunRequest,
  problem: Problem,
): readonly Remedy[] {
  // A failed statement that leaves the migration incomplete says so beside the failure.
  const decisive = problem.others.find(({ code }) => code === 'incomplete') ?? problem;
  const about = {
    project: target.project.id,
    environment: target.environment,
    ...(decisive.version === null ? {} : { version: decisive.version }),
  };
  const command = (title: string, id: string): Remedy => ({
    title,
    run: () => vscode.commands.executeCommand(id, about),
  });
  const anew = (title: string, more: Partial<RunRequest>): Remedy => ({
    title,
    run: () => execute(services, target, { ...request, ...more }),
  });
  switch (decisive.code) {
    case 'incomplete':
      return [
        command(vscode.l10n.t('Resume'), 'migrate.resume'),
        command(vscode.l10n.t('Take Back'), 'migrate.recover'),
      ];
    case 'checksum-mismatch':
      return [
        command(vscode.l10n.t('Compare'), 'migrate.showApplied'),
        command(vscode.l10n.t('Restore'), 'migrate.restoreApplied'),
        command(vscode.l10n.t('Accept as It Is'), 'migrate.repair'),
        ...fromHistory(request, anew),
      ];
    case 'missing-file':
      return fromHistory(request, anew);
    case 'missing-down':
      return [{ ...anew(vscode.l10n.t('Remove the Record Only'), { force: true }), grave: true }];
    case 'data-loss':
      return [{ ...anew(vscode.l10n.t('Accept the Loss'), { acceptDataLoss: true }), grave: true }];
    case 'out-of-order':
      return [anew(vscode.l10n.t('Apply Anyway'), { outOfOrder: 'warn' })];
    case 'plan-changed':
      return [anew(vscode.l10n.t('Look Again'), {})];
    default:
      return [];
  }
}

function fromHistory(
  { command, fromHistory: already }: RunRequest,
  anew: (title: string, more: Partial<RunRequest>) => Remedy,
): readonly Remedy[] {
  if (command !== 'down' || already === true) return [];
  return [anew(vscode.l10n.t('Roll Back as It Was Applied'), { fromHistory: true })];
}
