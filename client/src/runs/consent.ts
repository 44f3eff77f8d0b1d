import * as vscode from 'vscode';
import type { Plan, RunRequest } from '../../../server/src/protocol.ts';
import type { Target } from '../commands/target.ts';
import { isProduction, typedName } from '../connections/production.ts';
import type { Services } from '../services.ts';
import { settingsFor } from '../settings.ts';
import type { Consent } from './runs.ts';
import type { Wording } from './wording.ts';

/** How many migrations a question lists. */
const longestList = 12;

/**
 * Asks before a run, where it must be asked: for a production environment its name, for what takes something away or
 * runs more than was clicked a yes. Undefined: the user does not want it, or looks at the preview first.
 */
export async function consentTo(
  services: Services,
  target: Target,
  request: RunRequest,
  plan: Plan,
  wording: Wording,
): Promise<Consent | undefined> {
  if (isProduction(target)) {
    const confirm = await typedName(target.environment!, wording.question);
    return confirm === undefined ? undefined : { confirm, token: plan.token };
  }
  if (!mustAsk(target, request, plan)) return { token: plan.token };
  const previewed = request.command === 'up' || request.command === 'down';
  const preview = vscode.l10n.t('Preview');
  const copy = vscode.l10n.t('Copy as Command Line');
  const choice = await vscode.window.showWarningMessage(
    wording.question,
    { modal: true, detail: detailOf(plan) },
    wording.button,
    ...(previewed ? [preview] : []),
    copy,
  );
  if (choice === wording.button) return { token: plan.token };
  const lens = { project: target.project.id, environment: target.environment, run: request };
  if (choice === preview) await vscode.commands.executeCommand('migrate.preview', lens);
  if (choice === copy) {
    const line = await services.server.request('switchback/commandLine', request);
    await vscode.env.clipboard.writeText(line);
  }
  return undefined;
}

function mustAsk({ project, migration, promised }: Target, { command }: RunRequest, plan: Plan): boolean {
  if (settingsFor(vscode.Uri.parse(project.directory)).confirm === 'always') return true;
  if (command !== 'up' && command !== 'resume') return true;
  return migration !== undefined && promised === undefined && plan.migrations.length > 1;
}

function detailOf({ migrations, warnings }: Plan): string {
  const ids = migrations.slice(0, longestList).map(({ id }) => id);
  const more = migrations.length - ids.length;
  if (more > 0) ids.push(vscode.l10n.t('… and {0} more', more));
  return [...ids, ...(warnings.length > 0 && ids.length > 0 ? [''] : []), ...warnings].join('\n');
}
