import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { configurationName } from '../engine/configuration/index.ts';
import type { ClientFeatures } from './features.ts';
import type { Project } from './projects/project.ts';
import { uriOfPath } from './uris.ts';

/** Milliseconds in which several changes are told as one. */
const together = 50;

/** Sees to it that changes on disk are heard of: by the client where it can, else by the system. */
export class Watching {
  readonly #connection: Connection;
  readonly #mode: ClientFeatures['watching'];
  readonly #changed: (paths: readonly string[]) => void;
  #registered: Disposable | null = null;
  #watched = '';
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    connection: Connection,
    mode: ClientFeatures['watching'],
    changed: (paths: readonly string[]) => void,
  ) {
    this.#connection = connection;
    this.#mode = mode;
    this.#changed = changed;
  }

  /** Watches the folders, and the projects' directories wherever they are. */
  async follow(folders: readonly string[], projects: readonly Project[]): Promise<void> {
    const directories = [...new Set(projects.map(({ disk }) => disk.path))].sort();
    if (this.#mode === 'none') return this.#watchSystem(folders, projects, directories);
    const wanted = JSON.stringify(directories);
    if (wanted === this.#watched) return;
    this.#watched = wanted;
    const watchers: FileSystemWatcher[] = [
      { globPattern: `**/${configurationName}` },
      { globPattern: '**/.env' },
      { globPattern: '**/migrations' },
      ...directories.map((directory) => ({
        globPattern:
          this.#mode === 'relative'
            ? { baseUri: uriOfPath(directory), pattern: '*' }
            : `${directory.replaceAll('\\', '/')}/*`,
      })),
    ];
    const before = this.#registered;
    try {
      this.#registered = await this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers,
      });
    } catch {
      return this.#watchSystem(folders, projects, directories);
    }
    before?.dispose();
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watchSystem(
    folders: readonly string[],
    projects: readonly Project[],
    directories: readonly string[],
  ): void {
    const wanted = new Set([...folders, ...projects.map(({ folder }) => folder), ...directories]);
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, (_event, name) => {
          this.#tell(name === null ? folder : join(folder, name));
        });
        watcher.on('error', () => {
          watcher.close();
          this.#watchers.delete(folder);
        });
        this.#watchers.set(folder, watcher);
      } catch {
        // A folder that is not there yet; its parent's watcher tells when it comes.
      }
    }
  }

  #tell(path: string): void {
    this.#paths.add(path);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const paths = [...this.#paths];
      this.#paths.clear();
      this.#changed(paths);
    }, together);
  }
}
