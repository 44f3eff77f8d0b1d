import { join } from 'node:path';
import { assemble, parseFileName, parseSource, type SourceFile } from '../engine/migrations/index.ts';
import { postgresSyntax, type SqlDialect } from '../engine/sql/index.ts';
import { MigrationDirectory } from './directory.ts';
import { createSnapshot, type EnvironmentView, type ProjectSnapshot } from './model.ts';

export const folder = '/project/migrations';

/** One file read as a migration's; throws for a name that is none. */
export function sourceFile(base: string, text: string, syntax: SqlDialect = postgresSyntax): SourceFile {
  const name = parseFileName(base);
  if (name.kind !== 'migration') throw new Error(`${base} is no migration`);
  const path = join(folder, base);
  return { path, name, stamp: null, ...parseSource(path, name, text, syntax) };
}

export interface SnapshotOptions {
  readonly dialect?: SqlDialect | null;
  readonly environment?: EnvironmentView | null;
  /** Versions that are applied, with the files' checksums as they are now. */
  readonly applied?: readonly string[];
  readonly trusted?: boolean;
}

/** A project of these files (base name → text), in memory. */
export function snapshotOf(
  files: Readonly<Record<string, string>>,
  options: SnapshotOptions = {},
): ProjectSnapshot {
  const dialect = options.dialect === undefined ? postgresSyntax : options.dialect;
  const sources = Object.entries(files).map(([base, text]) => sourceFile(base, text, dialect ?? undefined));
  const directory = new MigrationDirectory(assemble(folder, sources));
  const snapshot = createSnapshot({
    id: 'test',
    directory,
    dialect,
    environment: options.environment ?? null,
    trusted: options.trusted ?? true,
  });
  if (options.applied !== undefined) {
    const rows = directory.migrations
      .filter(({ version }) => options.applied!.includes(version))
      .map(({ version, name, checksum }) => ({
        version,
        name,
        checksum,
        appliedAt: '2026-01-02T03:04:05.000Z',
      }));
    snapshot.book.history = { rows, unfinished: [] };
  }
  return snapshot;
}

export const pathOf = (base: string): string => join(folder, base);

/** Takes the `|` out of a text and says where it stood. */
export function withCursor(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf('|');
  if (offset < 0) throw new Error('The text has no cursor.');
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}
