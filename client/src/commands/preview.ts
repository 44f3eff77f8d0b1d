import * as vscode from 'vscode';
import type { RunRequest } from '../../../server/src/protocol.ts';
import { connected } from '../connections/connect.ts';
import { showProblem } from '../problems/showProblem.ts';
import { activeStatus } from '../projects/snapshot.ts';
import { remediesFor } from '../runs/remedies.ts';
import { wordingOf } from '../runs/wording.ts';
import type { Services } from '../services.ts';
import { applyTo, isRecorded, requestFor, rollBackFrom } from './requests.ts';
import { type Target, targetOf } from './target.ts';

/** Shows what would run, without running it: on a pending migration what `apply` would, on an applied one what `rollback` would. */
export async function preview(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return;
  const { server, output, previews } = services;
  const request = target.promised ?? requestOn(services, target);
  const { plan } = await server.request('switchback/preview', request);
  const environment = target.environment ?? '';
  if (plan.refused !== null) {
    showProblem(output, plan.refused, remediesFor(services, target, request, plan.refused));
    return;
  }
  if (plan.migrations.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing would run on {0}.', environment));
    return;
  }
  const { question } = wordingOf(request, environment, plan);
  const title = vscode.l10n.t('Preview: {0}', question.replace('?', ''));
  const status = services.projects.get(target.project.id)?.statuses.get(environment);
  await previews.show(title, { run: request, token: plan.token }, plan, status);
}

function requestOn(services: Services, target: Target): RunRequest {
  const { migration } = target;
  if (migration === undefined) return requestFor(target, { command: 'up' });
  if (!isRecorded(migration)) return applyTo(target, migration);
  const snapshot = services.projects.get(target.project.id);
  return rollBackFrom(target, migration, snapshot && activeStatus(snapshot));
}
