import { basename, dirname, join } from 'node:path';
import {
  type Configuration,
  loadConfiguration,
  parseConfiguration,
} from '../../engine/configuration/index.ts';
import { dialectOfUrl } from '../../engine/database/dialect.ts';
import { MigrateError } from '../../engine/errors.ts';
import { globMatcher } from '../../engine/migrations/glob.ts';
import { isDirectory, type MigrationSet, readMigrations } from '../../engine/migrations/index.ts';
import type { OutOfOrderRule } from '../../engine/plan/select.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';
import type { LintOptions } from '../../languageservice/diagnostics/lint.ts';
import { MigrationDirectory } from '../../languageservice/directory.ts';
import { AnalysisCache, type EnvironmentView, type ProjectSnapshot } from '../../languageservice/model.ts';
import { type HistoryReading, StatusBook } from '../../languageservice/statusBook.ts';
import type { Problem } from '../../protocol.ts';
import { problemOf } from '../problem.ts';
import { uriOfPath } from '../uris.ts';
import type { Found } from './discovery.ts';
import { defaultEnvironment, type EnvironmentState, environmentStates } from './environment.ts';
import { readMigrationFile, sourceOfText } from './readFile.ts';

/** How far a change of a project reaches. `file`: only the files named. */
export type Change =
  | { readonly reach: 'nothing' | 'directory' }
  | { readonly reach: 'file'; readonly path: string };

const nothing: Change = { reach: 'nothing' };
const everything: Change = { reach: 'directory' };

/**
 * One project as the server knows it: its configuration, its environments, and its migrations twice: as they are on
 * disk, which is what would run, and with the open documents laid over them, which is what the editor shows.
 */
export class Project implements ProjectSnapshot {
  readonly id: string;
  readonly folder: string;
  readonly workspaceFolder: string;
  readonly configurationPath: string | null;
  trusted: boolean;
  configuration: Configuration | null = null;
  /** Why the configuration cannot be read; what it said before still holds. */
  problem: Problem | null = null;
  /** The same, with its place. */
  configurationErrors: readonly MigrateError[] = [];
  environments: ReadonlyMap<string, EnvironmentState> = new Map();
  active: string | null = null;
  /** As it is on disk. */
  disk = new MigrationDirectory(emptySet(''));
  diskBook = new StatusBook(this.disk);
  /** With open documents. */
  directory = new MigrationDirectory(emptySet(''));
  book = new StatusBook(this.directory);
  dialect: SqlDialect | null = null;
  #analyses = new AnalysisCache(this.directory, null);
  #chosen: string | null = null;
  #readFrom: string | null = null;
  readonly #open = new Map<string, string>();
  #loading: Promise<unknown> = Promise.resolve();

  constructor(found: Found, workspaceFolder: string, trusted: boolean) {
    this.configurationPath = found.configuration;
    this.folder = found.folder;
    this.workspaceFolder = workspaceFolder;
    this.trusted = trusted;
    this.id = uriOfPath(found.configuration ?? found.folder);
  }

  get name(): string {
    return basename(this.folder);
  }

  get state(): EnvironmentState | null {
    return this.active === null ? null : (this.environments.get(this.active) ?? null);
  }

  get environment(): EnvironmentView | null {
    const { state } = this;
    if (state === null) return null;
    return { name: state.name, production: state.production, connected: state.connection === 'connected' };
  }

  get directoryPath(): string {
    return this.directory.path;
  }

  get outOfOrder(): OutOfOrderRule {
    return this.state?.settings?.outOfOrder ?? this.configuration?.data.outOfOrder ?? 'warn';
  }

  /** What rules are asked with. */
  get lint(): LintOptions {
    const { state, configuration } = this;
    const version =
      /\d+(?:\.\d+)*/
        .exec(state?.product ?? '')?.[0]
        .split('.')
        .map(Number) ?? null;
    const limit = state?.settings?.limits.lockTimeoutMs ?? configuration?.data.tableLockTimeout;
    return { severities: configuration?.data.lint?.rules ?? {}, lockTimeout: limit !== undefined, version };
  }

  analysisOf(path: string) {
    return this.#analyses.get(path);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** Reads configuration and migrations anew, one reading after the other. `text` is the configuration's, unsaved. */
  load(text?: string): Promise<void> {
    const next = this.#loading.then(
      () => this.#load(text),
      () => this.#load(text),
    );
    this.#loading = next;
    return next;
  }

  async #load(text: string | undefined): Promise<void> {
    await this.#readConfiguration(text);
    // A keystroke in the configuration is no reason to read ten thousand files.
    if (this.#readFrom === this.#wanted()) this.#tellHistory();
    else await this.#readDirectory(false);
  }

  /** What a reading of the directory depends on. */
  #wanted(): string {
    const ignore = this.configuration?.data.ignore ?? [];
    return JSON.stringify([this.#wantedDirectory(), this.#wantedDialect()?.name, ignore, this.active]);
  }

  async #readConfiguration(text: string | undefined): Promise<void> {
    const file = this.configurationPath;
    try {
      if (text !== undefined && file !== null) await parseConfiguration(file, text);
      this.configuration = await loadConfiguration({
        workingDirectory: this.folder,
        ...(file === null ? {} : { file }),
        variables: process.env,
      });
      this.problem = null;
      this.configurationErrors = [];
    } catch (error) {
      this.problem = problemOf(error);
      this.configurationErrors =
        error instanceof MigrateError ? [error, ...(error.details.others ?? [])] : [];
      return;
    }
    this.environments = environmentStates(this.configuration, this.environments);
    if (this.#chosen !== null && !this.environments.has(this.#chosen)) this.#chosen = null;
    this.active = this.#chosen ?? defaultEnvironment(this.configuration, this.environments);
  }

  /** Makes an environment the active one; it must be one of `environments`. */
  async select(name: string): Promise<void> {
    this.#chosen = name;
    this.active = name;
    await this.#readDirectory(false);
  }

  /** Reads the migrations directory anew; with `again` what has not changed on disk is not read. */
  async rescan(): Promise<void> {
    const next = this.#loading.then(
      () => this.#readDirectory(true),
      () => this.#readDirectory(true),
    );
    this.#loading = next;
    await next;
  }

  async #readDirectory(again: boolean): Promise<void> {
    const directory = this.#wantedDirectory();
    const dialect = this.#wantedDialect();
    this.#readFrom = this.#wanted();
    const same = again && directory === this.disk.path && dialect === this.dialect;
    const set = await this.#readSet(directory, dialect, same ? this.disk.set : undefined);
    this.dialect = dialect;
    this.disk = new MigrationDirectory(set);
    this.diskBook = new StatusBook(this.disk);
    this.directory = this.disk.copy();
    this.book = new StatusBook(this.directory);
    if (!same) this.#analyses = new AnalysisCache(this.directory, dialect);
    else this.#analyses = this.#analyses.over(this.directory);
    for (const [path, text] of this.#open) this.#overlay(path, text);
    this.#tellHistory();
  }

  #wantedDirectory(): string {
    const { configuration, state, folder } = this;
    return state?.settings?.directory ?? join(folder, configuration?.data.migrations ?? 'migrations');
  }

  /** Of the active environment; without one what all environments have in common. */
  #wantedDialect(): SqlDialect | null {
    if (this.state?.settings != null) return dialectOfUrl(this.state.settings.url);
    const dialects = new Set(
      [...this.environments.values()].flatMap(({ settings }) => dialectOfUrl(settings?.url) ?? []),
    );
    return dialects.size === 1 ? [...dialects][0]! : null;
  }

  async #readSet(
    directory: string,
    syntax: SqlDialect | null,
    previous: MigrationSet | undefined,
  ): Promise<MigrationSet> {
    try {
      return await readMigrations(directory, {
        ignore: this.configuration?.data.ignore ?? [],
        ...(syntax === null ? {} : { syntax }),
        ...(previous === undefined ? {} : { previous }),
      });
    } catch {
      return emptySet(directory);
    }
  }

  /** The files on disk with another environment's history. */
  mergedWith(history: HistoryReading | null): StatusBook['statuses'] {
    const book = new StatusBook(this.disk);
    book.history = history;
    return book.statuses;
  }

  get directoryExists(): boolean {
    return isDirectory(this.disk.path);
  }

  /** The active environment's history is another one, or known no more, or may not be used. */
  historyChanged(): void {
    this.#tellHistory();
  }

  #tellHistory(): void {
    const history = this.trusted ? (this.state?.history ?? null) : null;
    this.book.history = history;
    this.diskBook.history = history;
  }

  /** Whether a file of this path would be looked at. */
  holds(path: string): boolean {
    return dirname(path) === this.disk.path && !this.#ignores(path);
  }

  #ignores(path: string): boolean {
    return globMatcher(this.configuration?.data.ignore ?? [])(basename(path));
  }

  /** A file has changed on disk; `rescan` is wanted where the answer is null. */
  fileChanged(path: string): Change | null {
    const { dialect } = this;
    const read = readMigrationFile(path, dialect);
    if (read === 'other') return null;
    const diskReach = read === 'gone' ? this.disk.remove(path) : this.disk.put(read);
    this.diskBook.refresh(path);
    if (this.#open.has(path)) return diskReach === 'nothing' ? nothing : { reach: 'file', path };
    const reach = read === 'gone' ? this.directory.remove(path) : this.directory.put(read);
    return this.#told(path, reach);
  }

  /** A document was opened or edited. */
  textChanged(path: string, text: string): Change {
    this.#open.set(path, text);
    return this.#overlay(path, text);
  }

  #overlay(path: string, text: string): Change {
    const onDisk = this.disk.source(path);
    const source = onDisk?.content?.text === text ? onDisk : sourceOfText(path, text, this.dialect);
    return source === null ? nothing : this.#told(path, this.directory.put(source));
  }

  /** A document was closed: what is on disk counts again. */
  textClosed(path: string): Change {
    if (!this.#open.delete(path) || this.directory.source(path) === undefined) return nothing;
    const source = this.disk.source(path);
    return this.#told(path, source === undefined ? this.directory.remove(path) : this.directory.put(source));
  }

  #told(path: string, reach: 'nothing' | 'file' | 'directory'): Change {
    if (reach === 'nothing') return nothing;
    if (reach === 'directory') return everything;
    this.book.refresh(path);
    return { reach, path };
  }
}

function emptySet(directory: string): MigrationSet {
  return { directory, migrations: [], diagnostics: [], unreadable: [], files: new Map() };
}
