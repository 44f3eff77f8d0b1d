import * as vscode from 'vscode';
import { openPlace } from '../problems/showProblem.ts';
import type { Services } from '../services.ts';
import { targetOf } from './target.ts';

/** Checks every migration, as `migrate validate` does, and lists what it finds. Needs no database. */
export async function verify(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  const { problems } = await services.server.request('switchback/verify', {
    project: target.project.id,
    environment: target.environment,
  });
  if (problems.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Every migration is in order.'));
    return problems;
  }
  const items = problems.map((problem) => ({
    label: problem.message,
    description: problem.uri === null ? '' : placeOf(problem.uri, problem.line),
    detail: problem.hint ?? '',
    problem,
  }));
  const title =
    problems.length === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', problems.length);
  void vscode.window
    .showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true })
    .then((picked) => picked && openPlace(picked.problem));
  return problems;
}

function placeOf(uri: string, line: number | null): string {
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
  return line === null ? path : `${path}:${line}`;
}
