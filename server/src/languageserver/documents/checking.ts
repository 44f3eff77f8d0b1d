import type { Diagnostic, MeasuredStatement } from '../../engine/index.ts';
import type { EngineLanes } from '../host/lanes.ts';
import type { Project } from '../projects/project.ts';
import { openTexts, scratchOptions, scratchPlaceOf } from '../projects/scratchPlace.ts';
import type { Workspace } from '../projects/workspace.ts';
import type { OpenDocuments } from './openDocuments.ts';
import type { TextOf } from './publisher.ts';

/** Milliseconds without an edit before a file is tried. */
const pause = { memory: 50, embedded: 100, server: 100 };
/** A statement that never ends is ended: in memory with its process, elsewhere by its cancellation. */
const longest = { memory: 5000, embedded: 60_000, server: 60_000 };
/** So long a check that is not wanted any more may take to end by itself, and to drop its scratch database. */
const graceMs = { memory: 500, embedded: 2000, server: 10_000 };

/** What the editor has no other way of knowing; the rest is found without running anything. */
const shown: ReadonlySet<string> = new Set([
  'check-failed',
  'down-failed',
  'down-differs',
  'up-not-repeatable',
]);

interface Waiting {
  readonly timer: NodeJS.Timeout;
  readonly abort: AbortController;
}

/** A finding with the text it stood at: once that is another, it says nothing any more. */
interface Found {
  readonly finding: Diagnostic;
  readonly text: string;
}

export interface CheckingListener {
  /** Other things than before were found for a file. */
  found(path: string): void;
  /** What statements take was measured anew. */
  measured(): void;
  /** There is nowhere to try a project's migrations: told once, with the reason. */
  untried(project: Project, reason: string): void;
}

/** Tries the migration that is being edited, in the engine's process, and keeps what was found. */
export class Checking {
  readonly #workspace: Workspace;
  readonly #documents: OpenDocuments;
  readonly #lanes: EngineLanes;
  readonly #textOf: TextOf;
  readonly #listener: CheckingListener;
  readonly #waiting = new Map<string, Waiting>();
  readonly #found = new Map<string, readonly Found[]>();
  /** Projects of which it was said that nothing can be tried. */
  readonly #said = new Set<string>();
  readonly #measured = new Map<string, readonly MeasuredStatement[]>();
  #last: Promise<void> = Promise.resolve();

  constructor(
    workspace: Workspace,
    documents: OpenDocuments,
    lanes: EngineLanes,
    textOf: TextOf,
    listener: CheckingListener,
  ) {
    this.#workspace = workspace;
    this.#documents = documents;
    this.#lanes = lanes;
    this.#textOf = textOf;
    this.#listener = listener;
  }

  /** What trying the open files has shown of `file`, as far as its text is still the same there. */
  of(file: string): readonly Diagnostic[] {
    const known = new Map<string, Diagnostic>();
    for (const { finding, text } of [...this.#found.values()].flat()) {
      const { code, place } = finding;
      // Both halves of a pair are tried when both are open.
      if (place.file === file && this.#textAt(finding) === text) known.set(`${code} ${place.start}`, finding);
    }
    return [...known.values()];
  }

  /** What the statements of a file's up took when it was tried last. */
  measured(path: string): readonly MeasuredStatement[] {
    return this.#measured.get(path) ?? [];
  }

  /** A file was opened or edited: it is tried after a pause, and an earlier try is given up. */
  file(path: string): void {
    this.#stop(path);
    const project = this.#workspace.projectOf(path);
    const isWanted = project !== null && wants(project, path);
    const place = isWanted ? scratchPlaceOf(project) : null;
    if (!isWanted || place === null || typeof place === 'string') {
      if (isWanted && project.dialect !== null) this.#sayOnce(project, place as string);
      this.#keep(path, []);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => this.#enqueue(project, path, abort), pause[place.kind]);
    this.#waiting.set(path, { timer, abort });
  }

  #sayOnce(project: Project, reason: string): void {
    if (this.#said.has(project.id)) return;
    this.#said.add(project.id);
    this.#listener.untried(project, reason);
  }

  /** Other files, or the history, have changed: every open one is tried again. */
  project(project: Project): void {
    for (const { path } of this.#documents.all) if (project.holds(path)) this.file(path);
  }

  closed(path: string): void {
    this.#stop(path);
    this.#found.delete(path);
    this.#measured.delete(path);
  }

  end(): void {
    for (const path of [...this.#waiting.keys()]) this.#stop(path);
  }

  #stop(path: string): void {
    const waiting = this.#waiting.get(path);
    clearTimeout(waiting?.timer);
    waiting?.abort.abort();
    this.#waiting.delete(path);
  }

  /** One after the other: they share a process, and a try that has to be ended ends it. */
  #enqueue(project: Project, path: string, abort: AbortController): void {
    this.#last = this.#last
      .catch(() => undefined)
      .then(async () => {
        if (!abort.signal.aborted) await this.#run(project, path, abort);
      });
  }

  async #run(project: Project, path: string, abort: AbortController): Promise<void> {
    const version = project.directory.source(path)?.name.version;
    const place = scratchPlaceOf(project);
    if (version === undefined || typeof place === 'string') return;
    const timeout = setTimeout(() => abort.abort(), longest[place.kind]);
    try {
      const { signal } = abort;
      const { diagnostics, migrations } = await this.#lanes.checking.call(
        'check',
        scratchOptions(project, place),
        {
          versions: [version],
          texts: openTexts(project, this.#documents, this.#textOf),
          withCode: false,
        },
        { signal, graceMs: graceMs[place.kind] },
      );
      if (signal.aborted) return;
      this.#measured.set(path, migrations[0]?.statements ?? []);
      this.#keep(
        path,
        diagnostics.filter(({ code, place: { file } }) => shown.has(code) && this.#isOpen(file)),
      );
      const tells = ({ locks, algorithm }: MeasuredStatement) => locks.length > 0 || algorithm !== null;
      if (this.measured(path).some(tells)) this.#listener.measured();
    } catch {
      // What keeps it from trying (an earlier migration does not run) is told where it stands.
      if (!abort.signal.aborted) this.#keep(path, []);
    } finally {
      clearTimeout(timeout);
      if (this.#waiting.get(path)?.abort === abort) this.#waiting.delete(path);
    }
  }

  #isOpen(path: string): boolean {
    return this.#documents.get(path) !== null;
  }

  #textAt({ place }: Diagnostic): string {
    return this.#textOf(place.file).text.slice(place.start ?? 0, place.end ?? 0);
  }

  #keep(path: string, findings: readonly Diagnostic[]): void {
    const before = this.#found.get(path) ?? [];
    if (before.length === 0 && findings.length === 0) return;
    const files = new Set(
      [...before.map(({ finding }) => finding), ...findings].map(({ place }) => place.file),
    );
    this.#found.set(
      path,
      findings.map((finding) => ({ finding, text: this.#textAt(finding) })),
    );
    for (const file of new Set([path, ...files])) this.#listener.found(file);
  }
}

/** Only what may run, and has not: an applied one is what it is. */
function wants(project: Project, path: string): boolean {
  if (!project.trusted) return false;
  const source = project.directory.source(path);
  if (source === undefined || source.name.layout === 'code') return false;
  const state = project.book.ofFile(path)?.state;
  return state === undefined || state === 'pending' || state === 'outOfOrder';
}
