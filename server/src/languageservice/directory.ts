import { basename } from 'node:path';
import type { Diagnostic } from '../engine/diagnostic.ts';
import {
  assemble,
  type Migration,
  type MigrationSet,
  type Section,
  type SourceFile,
} from '../engine/migrations/index.ts';

/** How far a change reaches: into the file's own findings only, or into other files' too. */
export type Reach = 'nothing' | 'file' | 'directory';

/**
 * A migrations directory that changes one file at a time. What depends on one file alone is exchanged at once; the
 * directory is put together anew (on the next question) only when a change can be seen from other files: a file that
 * comes or goes, another `requires`, a marker where there was none.
 */
export class MigrationDirectory {
  readonly path: string;
  readonly #sources: Map<string, SourceFile>;
  /** Findings about files that are no migrations, by path. */
  readonly #others: Map<string, readonly Diagnostic[]>;
  #put: Assembled | null = null;

  constructor(set: MigrationSet) {
    this.path = set.directory;
    this.#sources = new Map(set.files);
    const others = set.diagnostics.filter(({ place }) => !set.files.has(place.file));
    this.#others = groupByFile(others);
  }

  /** A second one that starts with the same files. */
  copy(): MigrationDirectory {
    return new MigrationDirectory(this.set);
  }

  /** By version; a file's present text is in them. */
  get migrations(): readonly Migration[] {
    return this.#assembled.migrations;
  }

  /** The set as commands of the engine take it. */
  get set(): MigrationSet {
    return {
      ...this.#assembled.set,
      migrations: this.#assembled.migrations,
      files: this.#sources,
      diagnostics: this.paths.flatMap((path) => this.findings(path)),
    };
  }

  /** Changes whenever other files than the one put may be seen differently. */
  get shape(): object {
    return this.#assembled.set;
  }

  /** Every file that is a migration's, or has a finding. */
  get paths(): readonly string[] {
    return [...new Set([...this.#sources.keys(), ...this.#others.keys()])];
  }

  source(path: string): SourceFile | undefined {
    return this.#sources.get(path);
  }

  /** The migration a file belongs to; null for a file that is none, or half of none. */
  migrationOf(path: string): Migration | null {
    const { positions, migrations } = this.#assembled;
    const position = positions.get(path);
    return position === undefined ? null : migrations[position]!;
  }

  /** Its place among `migrations`; -1 for a file that has none. */
  positionOf(path: string): number {
    return this.#assembled.positions.get(path) ?? -1;
  }

  /** What is wrong with a file, from its own text and from what stands beside it. */
  findings(path: string): readonly Diagnostic[] {
    const own = this.#sources.get(path)?.diagnostics ?? [];
    const { suspects, cross } = this.#assembled;
    return [
      ...(this.#others.get(path) ?? []),
      ...(cross.get(path) ?? []),
      ...(suspects.has(path) ? [] : own),
    ];
  }

  put(source: SourceFile): Reach {
    const before = this.#sources.get(source.path);
    if (before === source) return 'nothing';
    this.#sources.set(source.path, source);
    this.#others.delete(source.path);
    if (before === undefined || this.#put === null || !looksTheSame(before, source)) {
      this.#put = null;
      return 'directory';
    }
    const position = this.#put.positions.get(source.path);
    if (position !== undefined)
      this.#put.migrations[position] = exchanged(this.#put.migrations[position]!, source);
    return 'file';
  }

  /** Takes a file out; nothing happens when it was not there. */
  remove(path: string): Reach {
    const was = this.#sources.delete(path);
    const other = this.#others.delete(path);
    if (!was && !other) return 'nothing';
    this.#put = null;
    return 'directory';
  }

  /** A file that is no migration and has a finding (a bad name). */
  putOther(found: Diagnostic): Reach {
    this.#others.set(found.place.file, [found]);
    this.#sources.delete(found.place.file);
    this.#put = null;
    return 'directory';
  }

  get #assembled(): Assembled {
    this.#put ??= build(this.path, this.#sources);
    return this.#put;
  }
}

interface Assembled {
  readonly set: MigrationSet;
  readonly migrations: Migration[];
  readonly positions: ReadonlyMap<string, number>;
  readonly cross: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Files whose own findings are left out, as they are taken for misnamed. */
  readonly suspects: ReadonlySet<string>;
}

function build(directory: string, sources: ReadonlyMap<string, SourceFile>): Assembled {
  const set = assemble(directory, [...sources.values()]);
  const own = new Set<Diagnostic>();
  for (const { diagnostics } of sources.values()) for (const found of diagnostics) own.add(found);
  const cross = groupByFile(set.diagnostics.filter((found) => !own.has(found)));
  const positions = new Map<string, number>();
  set.migrations.forEach(({ files }, index) => {
    for (const file of files) positions.set(file, index);
  });
  const suspects = new Set(
    [...cross].flatMap(([path, found]) => (found.some(({ code }) => code === 'bad-file-name') ? [path] : [])),
  );
  return { set, migrations: [...set.migrations], positions, cross, suspects };
}

function groupByFile(found: readonly Diagnostic[]): Map<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const one of found) {
    const list = groups.get(one.place.file);
    if (list === undefined) groups.set(one.place.file, [one]);
    else list.push(one);
  }
  return groups;
}

/** Whether other files cannot tell the one from the other. */
function looksTheSame(before: SourceFile, after: SourceFile): boolean {
  const a = before.content;
  const b = after.content;
  if (a === null || b === null) return false;
  if (basename(before.path) !== basename(after.path)) return false;
  const markers = (a.markers.length === 0) === (b.markers.length === 0);
  // Of a pair: the down file's findings look at the up file.
  const written = before.name.direction !== 'up' || isBlank(a.up) === isBlank(b.up);
  const downs = (a.down === null) === (b.down === null) && (a.up === null) === (b.up === null);
  return markers && downs && written && sameRequirements(a.requires, b.requires);
}

function isBlank(section: Section | null): boolean {
  return (section?.appliedText ?? '').trim() === '';
}

function sameRequirements(a: Migration['requires'], b: Migration['requires']): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index]!;
      return (
        one.version === other.version &&
        one.place.start === other.place.start &&
        one.place.line === other.place.line
      );
    })
  );
}

/** The migration with one of its files read anew. */
function exchanged(migration: Migration, source: SourceFile): Migration {
  const content = source.content!;
  if (source.path !== migration.files[0]) return { ...migration, down: content.down };
  const up = content.up ?? { ...migration.up, text: content.text };
  const down = migration.layout === 'pair' ? migration.down : content.down;
  return { ...migration, up, down, checksum: content.checksum };
}
