import { readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { configurationName } from '../../engine/configuration/index.ts';
import type { OpenDocuments } from '../documents/openDocuments.ts';
import { readText } from '../positions.ts';
import { findProjects } from './discovery.ts';
import type { EnvironmentState } from './environment.ts';
import { type Change, Project } from './project.ts';

export interface WorkspaceListener {
  /** Projects came, went, or were read anew. */
  projectsChanged(): void;
  /** Files of a project changed. */
  filesChanged(project: Project, change: Change): void;
  /** A project's configuration was read: what is wrong with it may be another thing. */
  configurationRead(project: Project): void;
}

/** The workspace folders and their projects. */
export class Workspace {
  readonly #documents: OpenDocuments;
  readonly #listener: WorkspaceListener;
  readonly #projects = new Map<string, Project>();
  #folders: readonly string[] = [];
  #trusted = true;
  #rescans = new Map<Project, Promise<void>>();

  constructor(documents: OpenDocuments, listener: WorkspaceListener) {
    this.#documents = documents;
    this.#listener = listener;
  }

  get projects(): readonly Project[] {
    return [...this.#projects.values()];
  }

  get trusted(): boolean {
    return this.#trusted;
  }

  set trusted(trusted: boolean) {
    this.#trusted = trusted;
    for (const project of this.projects) project.trusted = trusted;
  }

  project(id: string): Project | null {
    return this.#projects.get(id) ?? null;
  }

  /** The project whose migration, or would-be migration, a path is. */
  projectOf(path: string): Project | null {
    return this.projects.find((project) => project.holds(path)) ?? null;
  }

  /** The project whose configuration a path is. */
  configuredBy(path: string): Project | null {
    return this.projects.find((project) => project.configurationPath === path) ?? null;
  }

  /** The text of a project's configuration on disk; null for another file, and one that cannot be read. */
  configurationText(path: string): string | null {
    if (this.configuredBy(path) === null) return null;
    try {
      return readText(readFileSync(path, 'utf8')).text;
    } catch {
      return null;
    }
  }

  /** Every environment there is, with its project. */
  *environments(): Generator<readonly [Project, EnvironmentState]> {
    for (const project of this.#projects.values())
      for (const state of project.environments.values()) yield [project, state];
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Looks for projects anew and reads those that were not there. Those that stay keep what is known of them. */
  async discover(): Promise<void> {
    const wanted = new Map<string, Project>();
    for (const folder of this.#folders) {
      for (const found of findProjects(folder)) {
        const project = new Project(found, folder, this.#trusted);
        if (!wanted.has(project.id)) wanted.set(project.id, this.#projects.get(project.id) ?? project);
      }
    }
    const fresh = [...wanted.values()].filter(({ id }) => !this.#projects.has(id));
    for (const id of [...this.#projects.keys()]) if (!wanted.has(id)) this.#projects.delete(id);
    for (const project of fresh) this.#projects.set(project.id, project);
    await Promise.all(fresh.map((project) => this.#load(project)));
    this.#listener.projectsChanged();
  }

  /** Makes an environment of a project the active one; its migrations may be others. */
  async select(project: Project, environment: string): Promise<void> {
    await project.select(environment);
    this.overlay(project);
    this.#listener.filesChanged(project, { reach: 'directory' });
    this.#listener.projectsChanged();
  }

  /** Reads a project's configuration and files anew. */
  async reload(project: Project): Promise<void> {
    await this.#load(project);
    this.#listener.projectsChanged();
  }

  async #load(project: Project): Promise<void> {
    const open = project.configurationPath === null ? null : this.#documents.get(project.configurationPath);
    await project.load(open === null ? undefined : readText(open.raw).text);
    this.overlay(project);
    this.#listener.configurationRead(project);
    this.#listener.filesChanged(project, { reach: 'directory' });
  }

  /** Lays the open documents over a project's files. */
  overlay(project: Project): void {
    for (const document of this.#documents.all)
      if (project.holds(document.path)) project.textChanged(document.path, readText(document.raw).text);
  }

  /** Files were created, changed or deleted on disk. */
  async filesChanged(paths: readonly string[]): Promise<void> {
    const rescans = new Set<Project>();
    const reloads = new Set<Project>();
    let discover = false;
    for (const path of paths) {
      const base = basename(path);
      if (base === configurationName || base === 'migrations') discover = true;
      for (const project of this.projects) {
        if (path === project.configurationPath || (base === '.env' && dirname(path) === project.folder))
          reloads.add(project);
        else if (path === project.disk.path || contains(path, project.disk.path)) rescans.add(project);
        else if (project.holds(path)) {
          const change = project.fileChanged(path);
          if (change === null) rescans.add(project);
          else if (change.reach !== 'nothing') this.#listener.filesChanged(project, change);
        }
      }
    }
    for (const project of reloads) await this.#load(project);
    for (const project of rescans) await this.rescan(project);
    if (discover) await this.discover();
    else if (reloads.size > 0 || rescans.size > 0) this.#listener.projectsChanged();
  }

  /** Reads a project's directory anew; several wishes while it is being read are one. */
  async rescan(project: Project): Promise<void> {
    const waiting = this.#rescans.get(project);
    if (waiting !== undefined) return waiting;
    const rescan = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      this.#rescans.delete(project);
      await project.rescan();
      this.#listener.filesChanged(project, { reach: 'directory' });
    });
    this.#rescans.set(project, rescan);
    return rescan;
  }
}

function contains(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..');
}
