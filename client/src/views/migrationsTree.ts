import * as vscode from 'vscode';
import type { Projects } from '../projects/projects.ts';
import { activeStatus } from '../projects/snapshot.ts';
import { childrenOf, type Node, tree } from './nodes.ts';
import { pendingCount } from './states.ts';
import { treeItem } from './treeItems.ts';

/** The one view: migrations by environment and state, with the number of pending ones as its badge. */
export function migrationsTree(projects: Projects): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<Node>('migrate.migrations', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node === undefined ? tree(projects.all) : childrenOf(node))],
      getTreeItem: treeItem,
    },
  });
  const subscription = projects.onDidChange(() => {
    changed.fire(undefined);
    view.badge = badge(projects);
  });
  return vscode.Disposable.from(view, subscription, changed);
}

function badge(projects: Projects): vscode.ViewBadge | undefined {
  const value = projects.all.reduce((sum, snapshot) => {
    const status = activeStatus(snapshot);
    return status === undefined ? sum : sum + pendingCount(status.counts);
  }, 0);
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? vscode.l10n.t('1 pending migration') : vscode.l10n.t('{0} pending migrations', value);
  return { value, tooltip };
}
