import * as vscode from 'vscode';
import type { Project, Status } from '../../../server/src/protocol.ts';
import type { Server } from '../languageclient/server.ts';
import {
  environmentsToRead,
  type Found,
  fileKey,
  indexFiles,
  nearestProject,
  type ProjectSnapshot,
} from './snapshot.ts';

/** What the language server last said of the workspace's projects. */
export interface Projects extends vscode.Disposable {
  readonly all: readonly ProjectSnapshot[];
  /** False until the first answer. */
  readonly loaded: boolean;
  readonly onDidChange: vscode.Event<void>;
  /** Asks the language server again, histories included where connected; resolves when `all` is as new as this call. */
  refresh(): Promise<void>;
  /** As `refresh`, without having the histories read anew. */
  update(): Promise<void>;
  get(id: string): ProjectSnapshot | undefined;
  /** The project that a file belongs to, and the migration it is part of. */
  find(uri: vscode.Uri): Found | undefined;
}

/** Follows the language server's `switchback/changed`. Several changes at once are one reading. */
export function followProjects(server: Server, onError: (error: unknown) => void): Projects {
  const changed = new vscode.EventEmitter<void>();
  let all: readonly ProjectSnapshot[] = [];
  let loaded = false;
  let known = '';
  let files: ReadonlyMap<string, Found> | undefined;
  let reading: Promise<void> | undefined;
  let next: { readonly promise: Promise<void>; refresh: boolean } | undefined;

  async function read(refresh: boolean): Promise<void> {
    const projects = await server.request('switchback/projects', null);
    const statuses = await Promise.all(projects.map((project) => readStatuses(server, project, refresh)));
    // What says the same is not told again: a tree that is built anew takes items away from under the mouse.
    const text = JSON.stringify([
      projects,
      statuses.map((byName) => [...byName].map(([, status]) => ({ ...status, readAt: '' }))),
    ]);
    if (text === known) return;
    known = text;
    all = projects.map((project, index) => ({ project, statuses: statuses[index]! }));
    loaded = true;
    files = undefined;
    changed.fire();
  }

  /** One reading at a time; whoever asks meanwhile shares the next one. */
  function request(refresh: boolean): Promise<void> {
    if (reading === undefined) {
      reading = read(refresh).finally(() => {
        reading = undefined;
      });
      return reading;
    }
    if (next === undefined) {
      const promise = reading
        .catch(() => undefined)
        .then(() => {
          const again = next?.refresh ?? false;
          next = undefined;
          return request(again);
        });
      next = { promise, refresh };
    } else next.refresh ||= refresh;
    return next.promise;
  }

  const subscription = server.onChanged(() => request(false).catch(onError));
  return {
    get all() {
      return all;
    },
    get loaded() {
      return loaded;
    },
    onDidChange: changed.event,
    refresh: () => request(true),
    update: () => request(false),
    get: (id) => all.find(({ project }) => project.id === id),
    find(uri) {
      files ??= indexFiles(all);
      const key = fileKey(uri.toString());
      const found = files.get(key);
      if (found !== undefined) return found;
      const snapshot = nearestProject(all, key);
      return snapshot === undefined ? undefined : { snapshot };
    },
    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}

async function readStatuses(
  server: Server,
  project: Project,
  refresh: boolean,
): Promise<ReadonlyMap<string, Status>> {
  const names = environmentsToRead(project);
  const statuses = await Promise.all(
    names.map((environment) =>
      server.request('switchback/status', { project: project.id, environment, refresh }),
    ),
  );
  return new Map(names.map((name, index) => [name ?? '', statuses[index]!]));
}
