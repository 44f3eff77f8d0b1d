import * as vscode from 'vscode';
import type { RunRequest } from '../../../server/src/protocol.ts';
import { activeStatus } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';
import { applyTo, isRecorded, isWaiting, requestFor, rollBackFrom, rollBackTo } from './requests.ts';
import { type Target, targetOf } from './target.ts';

/** Puts what a command would run on the clipboard, as a line for a terminal or a script. */
export async function copyCommandLine(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined) return undefined;
  const request = target.promised ?? (await choose(services, target));
  if (request === undefined) return undefined;
  const line = await services.server.request('switchback/commandLine', request);
  await vscode.env.clipboard.writeText(line);
  vscode.window.setStatusBarMessage(`$(copy) ${line}`, 10_000);
  return line;
}

async function choose(services: Services, target: Target): Promise<RunRequest | undefined> {
  const actions = [...ofMigration(services, target), ...ofEnvironment(target)];
  const lines = await Promise.all(
    actions.map(({ request }) => services.server.request('switchback/commandLine', request)),
  );
  const items = actions.map((action, index) => ({ ...action, description: lines[index]! }));
  const title = vscode.l10n.t('Copy which command line?');
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.request;
}

interface Action {
  readonly label: string;
  readonly request: RunRequest;
}

function ofMigration(services: Services, target: Target): readonly Action[] {
  const { migration } = target;
  if (migration === undefined) return [];
  const snapshot = services.projects.get(target.project.id);
  const status = snapshot?.statuses.get(target.environment ?? '') ?? (snapshot && activeStatus(snapshot));
  const { version } = migration;
  const actions: Action[] = [];
  if (!isRecorded(migration)) {
    actions.push({ label: vscode.l10n.t('Apply to here'), request: applyTo(target, migration) });
  } else {
    const roll = rollBackFrom(target, migration, status);
    actions.push(
      { label: vscode.l10n.t('Roll back this one and all after it'), request: roll },
      { label: vscode.l10n.t('Roll back to here'), request: rollBackTo(target, migration) },
    );
  }
  if (migration.state === 'modified') {
    const request = requestFor(target, { command: 'repair', to: version });
    actions.push({ label: vscode.l10n.t('Accept the file as it is'), request });
  }
  if (isWaiting(migration)) {
    const request = requestFor(target, { command: 'baseline', to: version });
    actions.push({ label: vscode.l10n.t('Record as applied up to here'), request });
  }
  return actions;
}

function ofEnvironment(target: Target): readonly Action[] {
  return [
    { label: vscode.l10n.t('Apply all'), request: requestFor(target, { command: 'up' }) },
    { label: vscode.l10n.t('Apply next'), request: requestFor(target, { command: 'up', count: 1 }) },
    { label: vscode.l10n.t('Roll back last'), request: requestFor(target, { command: 'down', count: 1 }) },
    { label: vscode.l10n.t('Redo last'), request: requestFor(target, { command: 'redo' }) },
    { label: vscode.l10n.t('Resume'), request: requestFor(target, { command: 'resume' }) },
    { label: vscode.l10n.t('Take back'), request: requestFor(target, { command: 'recover' }) },
    { label: vscode.l10n.t('Fresh'), request: requestFor(target, { command: 'fresh' }) },
  ];
}
