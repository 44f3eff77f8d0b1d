import * as vscode from 'vscode';
import type { Diff, DiffItem, DiffParams } from '../../../server/src/protocol.ts';

type RenameCandidate = Diff['renameCandidates'][number];
export type Decisions = Required<Pick<DiffParams, 'renames' | 'allowDestructive'>>;

type Item = vscode.QuickPickItem & { readonly act?: 'go' | { readonly rename: string } | 'destructive' };

/**
 * Shows the changes, and what is to be decided about them: renames and what loses data. A decision changes the list at
 * once, through `read`. Gives the last reading when the user goes on; undefined when the user leaves.
 */
export function decide(
  title: string,
  first: Diff,
  read: (decisions: Decisions) => Promise<Diff>,
): Promise<Diff | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  let diff = first;
  let decisions: Decisions = { renames: [], allowDestructive: false };
  // Candidates that were taken are candidates no longer: they stay in the list, to be taken back.
  const candidates = new Map(first.renameCandidates.map((candidate) => [spelled(candidate), candidate]));

  const show = () => {
    pick.items = items(diff, decisions, candidates);
    pick.title = `${title}: ${diff.summary}`;
  };
  pick.placeholder = vscode.l10n.t('Decide, then go on to see the migration. Nothing is written yet.');
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  show();

  return new Promise<Diff | undefined>((resolve, reject) => {
    const change = async (next: Decisions) => {
      pick.busy = true;
      pick.enabled = false;
      try {
        diff = await read(next);
        decisions = next;
        for (const candidate of diff.renameCandidates) candidates.set(spelled(candidate), candidate);
        show();
      } catch (error) {
        reject(error);
        pick.hide();
      } finally {
        pick.busy = false;
        pick.enabled = true;
      }
    };
    pick.onDidAccept(() => {
      const act = pick.selectedItems[0]?.act;
      if (act === 'go') {
        resolve(diff);
        pick.hide();
      } else if (act === 'destructive') {
        void change({ ...decisions, allowDestructive: !decisions.allowDestructive });
      } else if (act !== undefined) {
        const { rename } = act;
        const taken = decisions.renames.includes(rename);
        const renames = taken
          ? decisions.renames.filter((other) => other !== rename)
          : [...decisions.renames, rename];
        void change({ ...decisions, renames });
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function items(diff: Diff, decisions: Decisions, candidates: ReadonlyMap<string, RenameCandidate>): Item[] {
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const box = (ticked: boolean) => (ticked ? '$(pass-filled)' : '$(circle-large-outline)');
  const renames = [...candidates].map(([rename, { from, to }]): Item => {
    const taken = decisions.renames.includes(rename);
    return {
      label: `${box(taken)} ${vscode.l10n.t('Rename {0} to {1}', from, to)}`,
      description: taken ? vscode.l10n.t('keeps its data') : vscode.l10n.t('else dropped and added'),
      act: { rename },
    };
  });
  const destructive: Item[] =
    diff.destructive === 0 && !decisions.allowDestructive
      ? []
      : [
          {
            label: `${box(decisions.allowDestructive)} ${vscode.l10n.t('Write what loses data')}`,
            description: decisions.allowDestructive
              ? vscode.l10n.t('as statements')
              : vscode.l10n.t('as comments only ({0})', diff.destructive),
            act: 'destructive',
          },
        ];
  const decidable = [...renames, ...destructive];
  return [
    { label: `$(arrow-right) ${vscode.l10n.t('See the migration')}`, act: 'go' },
    ...(decidable.length === 0 ? [] : [separator(vscode.l10n.t('To decide')), ...decidable]),
    separator(vscode.l10n.t('Changes')),
    ...diff.items.map(changeItem),
  ];
}

function changeItem({ mark, text, destructive }: DiffItem): Item {
  const icons = {
    '+': 'diff-added',
    '-': 'diff-removed',
    '~': 'diff-modified',
    '!': 'warning',
    '?': 'question',
  };
  return {
    // What the text says in capitals is said beside it here.
    label: `$(${icons[mark]}) ${text.replace(/ \(DESTRUCTIVE\)$/, '')}`,
    ...(destructive ? { description: vscode.l10n.t('loses data') } : {}),
  };
}

/** A rename as the command line writes it. */
function spelled({ from, to }: RenameCandidate): string {
  return `${from}=${to}`;
}
