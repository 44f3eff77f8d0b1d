import * as vscode from 'vscode';
import type { MigrationItem } from '../../../server/src/protocol.ts';
import type { Projects } from '../projects/projects.ts';
import { activeStatus, type ProjectSnapshot } from '../projects/snapshot.ts';
import { lookOf } from '../views/states.ts';

/** Which migration an item of the Test Explorer stands for; without one it is a whole project. */
export interface Subject {
  readonly project: string;
  readonly version: string | null;
}

/** The items of the Test Explorer. */
export interface TestItems extends vscode.Disposable {
  subjectOf(item: vscode.TestItem): Subject | undefined;
  /** The migrations of a project's item, made when they are not there yet. */
  migrationsOf(item: vscode.TestItem): readonly vscode.TestItem[];
  /** The project's item that an item belongs to. */
  projectOf(item: vscode.TestItem): vscode.TestItem;
}

/**
 * One item per project and per migration. A project's migrations are made when it is opened or run; before that only
 * those whose files are open, which get their icon in the margin. None in a workspace that is not trusted.
 */
export function testItems(controller: vscode.TestController, projects: Projects): TestItems {
  const subjects = new WeakMap<vscode.TestItem, Subject>();
  const resolved = new Set<string>();

  function sync(): void {
    const all = vscode.workspace.isTrusted ? projects.all : [];
    controller.items.replace(all.map(projectItem));
  }

  function projectItem(snapshot: ProjectSnapshot): vscode.TestItem {
    const { id, name, directory } = snapshot.project;
    const item = controller.items.get(id) ?? controller.createTestItem(id, name, vscode.Uri.parse(directory));
    subjects.set(item, { project: id, version: null });
    item.canResolveChildren = !resolved.has(id);
    fill(item, snapshot);
    return item;
  }

  function fill(item: vscode.TestItem, snapshot: ProjectSnapshot): void {
    const open = resolved.has(item.id) ? null : openMigrations(projects);
    const migrations = (activeStatus(snapshot)?.migrations ?? []).filter(
      (one) => one.files.length > 0 && (open === null || open.has(one)),
    );
    const width = String(migrations.length).length;
    item.children.replace(
      migrations.map((migration, index) => {
        const order = String(index).padStart(width, '0');
        return migrationItem(item, snapshot.project.id, migration, order);
      }),
    );
  }

  function migrationItem(
    parent: vscode.TestItem,
    project: string,
    migration: MigrationItem,
    order: string,
  ): vscode.TestItem {
    const file = migration.files[0]!;
    const known = parent.children.get(file);
    const item = known ?? controller.createTestItem(file, migration.id, vscode.Uri.parse(file));
    subjects.set(item, { project, version: migration.version });
    const line = migration.line - 1;
    const range = new vscode.Range(line, 0, line, 0);
    if (item.range === undefined || !item.range.isEqual(range)) item.range = range;
    const description = migration.state === 'unknown' ? '' : lookOf(migration.state).word;
    if ((item.description ?? '') !== description) item.description = description;
    if (item.sortText !== order) item.sortText = order;
    return item;
  }

  function resolve(item: vscode.TestItem): void {
    const snapshot = projects.get(item.id);
    if (snapshot === undefined) return;
    resolved.add(item.id);
    item.canResolveChildren = false;
    fill(item, snapshot);
  }

  sync();
  controller.resolveHandler = (item) => (item === undefined ? sync() : resolve(item));
  controller.refreshHandler = () => projects.refresh();
  const subscription = vscode.Disposable.from(
    projects.onDidChange(sync),
    vscode.workspace.onDidGrantWorkspaceTrust(sync),
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (projects.find(uri)?.migration !== undefined) sync();
    }),
  );
  return {
    subjectOf: (item) => subjects.get(item),
    migrationsOf(item) {
      if (!resolved.has(item.id)) resolve(item);
      return [...item.children].map(([, child]) => child);
    },
    projectOf: (item) => item.parent ?? item,
    dispose: () => subscription.dispose(),
  };
}

/** The migrations whose files are open in the editor. */
function openMigrations(projects: Projects): ReadonlySet<MigrationItem> {
  return new Set(vscode.workspace.textDocuments.flatMap(({ uri }) => projects.find(uri)?.migration ?? []));
}
