import * as vscode from 'vscode';
import type { Environment, MigrationItem, Project, Status } from '../../../server/src/protocol.ts';

/** A project with what is known of its environments' migrations. */
export interface ProjectSnapshot {
  readonly project: Project;
  /** By the environment's name, `''` when there is none: the active one and every one that was connected. */
  readonly statuses: ReadonlyMap<string, Status>;
}

/** What a file belongs to: its project and, when it is one, the migration of the active environment. */
export interface Found {
  readonly snapshot: ProjectSnapshot;
  readonly migration?: MigrationItem;
}

/** The environments whose migrations are worth asking for: the active one, and whatever was connected. */
export function environmentsToRead(project: Project): readonly (string | null)[] {
  const names = project.environments
    .filter(({ name, connection }) => name === project.activeEnvironment || connection !== 'disconnected')
    .map(({ name }) => name);
  return project.activeEnvironment === null ? [null, ...names] : names;
}

/** The status of a project's active environment. */
export function activeStatus({ project, statuses }: ProjectSnapshot): Status | undefined {
  return statuses.get(project.activeEnvironment ?? '');
}

/** The environment of that name; undefined when there is none. */
export function environmentOf(project: Project, name: string | null): Environment | undefined {
  return project.environments.find((environment) => environment.name === name);
}

/** Every file of every migration, by `fileKey`. */
export function indexFiles(all: readonly ProjectSnapshot[]): ReadonlyMap<string, Found> {
  const files = new Map<string, Found>();
  for (const snapshot of all) {
    for (const migration of activeStatus(snapshot)?.migrations ?? []) {
      for (const file of migration.files) files.set(fileKey(file), { snapshot, migration });
    }
  }
  return files;
}

/** The project whose folder holds the file; of several, the innermost. */
export function nearestProject(all: readonly ProjectSnapshot[], key: string): ProjectSnapshot | undefined {
  const depth = ({ project }: ProjectSnapshot) =>
    Math.max(
      ...[folderOf(project.configuration), project.directory, project.workspaceFolder].map((folder) =>
        folder !== null && isBelow(key, fileKey(folder)) ? folder.length : 0,
      ),
    );
  return [...all].filter((snapshot) => depth(snapshot) > 0).sort((a, b) => depth(b) - depth(a))[0];
}

/** One spelling for the many that a file's URI can have. */
export function fileKey(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}

function folderOf(file: string | null): string | null {
  return file === null ? null : file.slice(0, file.lastIndexOf('/'));
}

function isBelow(key: string, folder: string): boolean {
  return key === folder || key.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
