import * as vscode from 'vscode';
import type { Plan, RunRequest, RunResult } from '../../../server/src/protocol.ts';
import type { Target } from '../commands/target.ts';
import { connected } from '../connections/connect.ts';
import { showProblem } from '../problems/showProblem.ts';
import type { Services } from '../services.ts';
import { consentTo } from './consent.ts';
import { remediesFor } from './remedies.ts';
import type { Consent } from './runs.ts';
import { wordingOf } from './wording.ts';

/**
 * Everything from a click to the result: connects, plans, asks, runs, tells. Undefined when it did not come to a run,
 * because the user said no or because there was nothing to do, which has then been said. `seen` is the token of the plan
 * that the user has looked at: another one is refused.
 */
export async function execute(
  services: Services,
  target: Target,
  request: RunRequest,
  seen?: string,
): Promise<RunResult | undefined> {
  if (services.runs.isBusy(target.project.id)) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('Another run in {0} has not ended yet.', target.project.name),
    );
    return undefined;
  }
  if (!(await connected(services, target))) return undefined;
  await saveMigrations(target);
  const plan = await services.server.request('switchback/plan', request);
  if (plan.refused !== null) {
    showProblem(services.output, plan.refused, remediesFor(services, target, request, plan.refused));
    return undefined;
  }
  if (isEmpty(request, plan)) {
    void vscode.window.showInformationMessage(nothingToDo(request, target.environment!));
    return undefined;
  }
  const wording = wordingOf(request, target.environment!, plan);
  const consent = await consentTo(services, target, request, { ...plan, token: seen ?? plan.token }, wording);
  return consent === undefined ? undefined : perform(services, target, request, consent, wording.doing);
}

/** Runs what has been agreed to and tells how it ended. */
async function perform(
  services: Services,
  target: Target,
  request: RunRequest,
  consent: Consent,
  doing: string,
): Promise<RunResult> {
  const result = await services.runs.run(doing, request, consent);
  await services.projects.update();
  if (result.problem !== null) {
    showProblem(services.output, result.problem, remediesFor(services, target, request, result.problem));
  } else {
    // Findings in files are in the problems, the rest of what is to be known was told before; all of it is in the log.
    const icon = result.warnings.length === 0 ? 'check' : 'warning';
    vscode.window.setStatusBarMessage(`$(${icon}) ${result.summary}`, 10_000);
  }
  return result;
}

/** What runs is what is on disk: edits that are not saved yet would not be in it. */
async function saveMigrations({ project }: Target): Promise<void> {
  const folder = vscode.Uri.parse(project.directory).toString();
  const edited = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && document.uri.toString().startsWith(`${folder}/`),
  );
  await Promise.all(edited.map((document) => document.save()));
}

function isEmpty({ command }: RunRequest, { migrations }: Plan): boolean {
  return migrations.length === 0 && (command === 'up' || command === 'down' || command === 'redo');
}

function nothingToDo({ command, to }: RunRequest, environment: string): string {
  if (command === 'up') {
    return to === undefined
      ? vscode.l10n.t('Nothing to apply: {0} is up to date.', environment)
      : vscode.l10n.t('Nothing to apply: {0} has everything up to {1}.', environment, to);
  }
  return vscode.l10n.t('Nothing to roll back on {0}.', environment);
}
