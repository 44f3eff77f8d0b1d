import type { SqlDialect } from '../sql/index.ts';
import type { MigrationSet } from './migration.ts';

export interface ReadOptions {
  /** Glob patterns of file names (and relative paths) to pass over in silence. */
  readonly ignore?: readonly string[];
  /** The database's way of writing; without it, text is read as PostgreSQL's where it matters. */
  readonly syntax?: SqlDialect;
  /** An earlier reading of the same directory: files whose size and time are the same are not read again. */
  readonly previous?: MigrationSet;
}

/** Reads a migrations directory. Throws `directory-missing`; everything else that is wrong is a diagnostic. */
export function readMigrations(_directory: string, _options: ReadOptions = {}): Promise<MigrationSet> {
  throw new Error('not written');
}
