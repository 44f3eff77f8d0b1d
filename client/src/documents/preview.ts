import * as vscode from 'vscode';
import type { Plan, RunRequest, Status } from '../../../server/src/protocol.ts';
import { isRecorded } from '../commands/requests.ts';
import { virtualUri } from './uris.ts';

/** What a preview was of: enough to run it as it was seen. */
export interface Previewed {
  readonly run: RunRequest;
  readonly token: string;
}

/** One entry of the editor's comparison of several texts: what it is called, left, right. */
type Entry = readonly [label: vscode.Uri, original: vscode.Uri | undefined, modified: vscode.Uri | undefined];

/** The previews that are open, by their tab. A context key says whether one is in front. */
export interface Previews extends vscode.Disposable {
  show(title: string, previewed: Previewed, plan: Plan, status: Status | undefined): Promise<void>;
  /** The one in front. */
  current(): Previewed | undefined;
}

export function previews(): Previews {
  const open = new Map<string, Previewed>();
  const current = () => {
    const label = vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    return label === undefined ? undefined : [...open].find(([title]) => isTitled(label, title))?.[1];
  };
  const follow = () => {
    const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    for (const title of open.keys()) {
      if (!labels.some((label) => isTitled(label, title))) open.delete(title);
    }
    void vscode.commands.executeCommand('setContext', 'migrate.previewing', current() !== undefined);
  };
  const subscription = vscode.Disposable.from(
    vscode.window.tabGroups.onDidChangeTabs(follow),
    vscode.window.tabGroups.onDidChangeTabGroups(follow),
  );
  return {
    current,
    async show(title, previewed, plan, status) {
      const statements = virtualUri('migrate-preview', vscode.l10n.t('What runs'), previewed);
      const entries: Entry[] = [[statements, undefined, statements], ...schemaEntry(previewed, plan, status)];
      await vscode.commands.executeCommand('vscode.changes', title, entries);
      open.set(title, previewed);
      follow();
    },
    dispose: () => subscription.dispose(),
  };
}

/** The editor puts the number of texts behind the title. */
function isTitled(label: string, title: string): boolean {
  return label === title || label.startsWith(`${title} (`);
}

/** The schema before and after, where files say what it is; none where the plan does not move the newest version. */
function schemaEntry({ run }: Previewed, { migrations }: Plan, status: Status | undefined): readonly Entry[] {
  const known = status?.migrations ?? [];
  const planned = new Set(migrations.map(({ version }) => version));
  const after = (recorded: (version: string, isNow: boolean) => boolean) =>
    known.findLast((migration) => recorded(migration.version, isRecorded(migration)))?.version ?? '';
  const before = after((_, isNow) => isNow);
  const then = after((version, isNow) =>
    migrations[0]?.direction === 'down' ? isNow && !planned.has(version) : isNow || planned.has(version),
  );
  if (before === then) return [];
  const uriOf = (version: string) =>
    virtualUri('migrate-schema', vscode.l10n.t('Schema'), { project: run.project, version });
  return [[uriOf(then), uriOf(before), uriOf(then)]];
}
