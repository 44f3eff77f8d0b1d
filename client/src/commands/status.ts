import * as vscode from 'vscode';
import { connected } from '../connections/connect.ts';
import { activeStatus } from '../projects/snapshot.ts';
import type { Services } from '../services.ts';
import { lookOf, statesInOrder } from '../views/states.ts';
import { targetOf } from './target.ts';

/** Lists every migration with its state, to open one; gives the status to whoever called. */
export async function status(services: Services, argument: unknown) {
  const target = await targetOf(services, argument);
  if (target === undefined || !(await connected(services, target))) return undefined;
  await services.projects.refresh();
  const snapshot = services.projects.get(target.project.id);
  const found = snapshot && (snapshot.statuses.get(target.environment ?? '') ?? activeStatus(snapshot));
  if (found === undefined) return undefined;
  for (const warning of found.warnings) services.output.warn(warning);
  void showStatus(found, target.environment ?? '');
  return found;
}

async function showStatus(
  { migrations }: NonNullable<ReturnType<typeof activeStatus>>,
  environment: string,
): Promise<void> {
  const items = statesInOrder.flatMap((state) => {
    const members = migrations.filter((migration) => migration.state === state);
    if (members.length === 0) return [];
    const { title, icon } = lookOf(state);
    return [
      { label: `${title} (${members.length})`, kind: vscode.QuickPickItemKind.Separator, file: undefined },
      ...members.map(({ id, appliedAt, files }) => ({
        label: `$(${icon}) ${id}`,
        description: appliedAt === null ? '' : new Date(appliedAt).toLocaleString(),
        file: files[0],
      })),
    ];
  });
  const title = vscode.l10n.t('Migrations on {0}', environment);
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (picked?.file !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(picked.file));
}
