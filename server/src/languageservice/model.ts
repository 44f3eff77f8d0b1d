import type { SqlDialect } from '../engine/sql/index.ts';
import { analyse, type FileAnalysis } from './analysis.ts';
import type { MigrationDirectory } from './directory.ts';
import { StatusBook } from './statusBook.ts';

/** The environment that lenses and states speak of. */
export interface EnvironmentView {
  readonly name: string;
  readonly production: boolean;
  readonly connected: boolean;
}

/** What a feature is given: one project as it stands, open documents included. Reading it changes nothing outside. */
export interface ProjectSnapshot {
  /** As the protocol names the project. */
  readonly id: string;
  readonly directory: MigrationDirectory;
  readonly book: StatusBook;
  /** Null while no environment says which database it is. */
  readonly dialect: SqlDialect | null;
  readonly environment: EnvironmentView | null;
  readonly trusted: boolean;
  analysisOf(path: string): FileAnalysis | null;
}

/** Keeps what was read of each file until its text or the dialect changes. */
export class AnalysisCache {
  readonly #directory: MigrationDirectory;
  readonly #dialect: SqlDialect | null;
  readonly #known = new Map<string, { readonly source: object; readonly analysis: FileAnalysis }>();

  constructor(directory: MigrationDirectory, dialect: SqlDialect | null) {
    this.#directory = directory;
    this.#dialect = dialect;
  }

  /** The same knowledge for another directory of the same dialect. */
  over(directory: MigrationDirectory): AnalysisCache {
    const next = new AnalysisCache(directory, this.#dialect);
    for (const [path, known] of this.#known) next.#known.set(path, known);
    return next;
  }

  get(path: string): FileAnalysis | null {
    const source = this.#directory.source(path);
    if (source === undefined) {
      this.#known.delete(path);
      return null;
    }
    const known = this.#known.get(path);
    if (known?.source === source) return known.analysis;
    const analysis = analyse(source, this.#dialect, known?.analysis);
    this.#known.set(path, { source, analysis });
    return analysis;
  }
}

/** A snapshot over `directory`, with its own status book and cache. */
export function createSnapshot(
  about: Pick<ProjectSnapshot, 'id' | 'directory' | 'dialect' | 'environment' | 'trusted'>,
): ProjectSnapshot {
  const cache = new AnalysisCache(about.directory, about.dialect);
  return {
    ...about,
    book: new StatusBook(about.directory),
    analysisOf: (path) => cache.get(path),
  };
}
