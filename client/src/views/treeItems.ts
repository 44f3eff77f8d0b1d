import * as vscode from 'vscode';
import type { Environment } from '../../../server/src/protocol.ts';
import type { EnvironmentNode, GroupNode, MigrationNode, Node, ProjectNode } from './nodes.ts';
import { halted, lookOf, standing } from './states.ts';
import { environmentTooltip, migrationTooltip } from './tooltips.ts';

/** How many applied migrations are shown without being asked for. */
const shortList = 20;

/** How a node looks. Its `contextValue` is what the menus in package.json go by. */
export function treeItem(node: Node): vscode.TreeItem {
  switch (node.kind) {
    case 'project':
      return projectItem(node);
    case 'environment':
      return environmentItem(node);
    case 'group':
      return groupItem(node);
    case 'migration':
      return migrationItem(node);
  }
}

function projectItem({ project, children }: ProjectNode): vscode.TreeItem {
  const item = new vscode.TreeItem(
    project.name,
    children.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = project.id;
  item.iconPath = new vscode.ThemeIcon('folder-library');
  item.contextValue = 'project';
  if (project.problem !== null) {
    item.description = project.problem.message;
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
  return item;
}

function environmentItem(node: EnvironmentNode): vscode.TreeItem {
  const { project, environment, children } = node;
  const active = environment.name === project.activeEnvironment;
  const item = new vscode.TreeItem(environment.name, collapsible(children.length > 0, active));
  // Another id with children than without: the editor keeps what it knew of an id, and that was a leaf.
  item.id = `${project.id}|${environment.name}${children.length > 0 ? '|' : ''}`;
  item.iconPath = environmentIcon(environment);
  item.description = environmentDescription(node, active);
  item.tooltip = environmentTooltip(environment);
  item.contextValue = [
    'environment',
    environment.connection,
    ...(active ? ['active'] : []),
    ...(environment.production ? ['production'] : []),
  ].join(':');
  item.accessibilityInformation = { label: `${environment.name}, ${item.description}` };
  return item;
}

function environmentIcon({ connection, production, problem }: Environment): vscode.ThemeIcon {
  if (connection === 'connecting') return new vscode.ThemeIcon('loading~spin');
  if (connection === 'failed') {
    return new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.errorForeground'));
  }
  if (connection === 'connected' && problem !== null) {
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  if (production) return new vscode.ThemeIcon('shield', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(connection === 'connected' ? 'database' : 'plug');
}

function environmentDescription({ environment, status }: EnvironmentNode, active: boolean): string {
  const parts: string[] = [];
  if (environment.production) parts.push(vscode.l10n.t('production'));
  if (environment.connection === 'disconnected') parts.push(vscode.l10n.t('not connected'));
  if (environment.connection === 'connecting') parts.push(vscode.l10n.t('connecting…'));
  if (environment.connection === 'failed') parts.push(vscode.l10n.t('cannot be reached'));
  if (environment.connection === 'connected' && status !== undefined) {
    parts.push(environment.problem === null ? standing(status.counts) : halted());
  }
  // What can be done without stands where a narrow view cuts it off.
  if (active) parts.push(vscode.l10n.t('active'));
  return parts.join(' · ');
}

function groupItem({ project, environment, state, children }: GroupNode): vscode.TreeItem {
  const { title } = lookOf(state);
  const folded = state === 'applied' && children.length > shortList;
  const item = new vscode.TreeItem(title, collapsible(true, !folded));
  item.id = `${project.id}|${environment.name}|${state}`;
  item.description = String(children.length);
  item.contextValue = `group:${state}`;
  item.accessibilityInformation = { label: `${title}, ${children.length}` };
  return item;
}

function migrationItem({ project, environment, migration }: MigrationNode): vscode.TreeItem {
  const { icon, colour, word } = lookOf(migration.state);
  const item = new vscode.TreeItem(migration.id, vscode.TreeItemCollapsibleState.None);
  // The name too: of two files with the same version both are shown.
  item.id = `${project.id}|${environment.name}|${migration.id}|${migration.files[0] ?? ''}`;
  item.iconPath = new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  item.description = migrationDescription(migration);
  item.tooltip = migrationTooltip(migration);
  item.contextValue = ['migration', migration.state, ...(migration.hasDown ? [] : ['nodown'])].join(':');
  item.accessibilityInformation = { label: `${migration.id}, ${word}` };
  const [file] = migration.files;
  item.command =
    file === undefined
      ? {
          command: 'migrate.showApplied',
          title: '',
          arguments: [{ kind: 'migration', project, environment, migration }],
        }
      : { command: 'vscode.open', title: '', arguments: [vscode.Uri.parse(file)] };
  return item;
}

function migrationDescription({ unfinished, hasDown, state, errors }: MigrationNode['migration']): string {
  const parts: string[] = [];
  if (unfinished !== null) {
    parts.push(vscode.l10n.t('{0} of {1} statements', unfinished.done, unfinished.total));
  }
  if (errors > 0) parts.push(errors === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', errors));
  if (!hasDown && state !== 'missing') parts.push(vscode.l10n.t('no way back'));
  return parts.join(' · ');
}

function collapsible(children: boolean, open: boolean): vscode.TreeItemCollapsibleState {
  if (!children) return vscode.TreeItemCollapsibleState.None;
  return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
