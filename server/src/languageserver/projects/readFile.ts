import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseFileName, parseSource, type SourceFile } from '../../engine/migrations/index.ts';
import type { SqlDialect } from '../../engine/sql/index.ts';

/**
 * Reads one file of a migrations directory. `gone`: it is not there. `other`: it is no migration, or cannot be read as
 * text, and what is to be said of it is for a reading of the whole directory.
 */
export function readMigrationFile(path: string, syntax: SqlDialect | null): SourceFile | 'gone' | 'other' {
  const name = parseFileName(basename(path));
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'gone';
  if (name.kind !== 'migration' || !stats.isFile()) return 'other';
  try {
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) return 'other';
    const stamp = { size: stats.size, mtimeMs: stats.mtimeMs };
    return { path, name, stamp, ...parseSource(path, name, bytes.toString('utf8'), syntax ?? undefined) };
  } catch {
    return 'other';
  }
}

/** The file as its open document has it, saved or not; null when its name is no migration's. */
export function sourceOfText(path: string, text: string, syntax: SqlDialect | null): SourceFile | null {
  const name = parseFileName(basename(path));
  if (name.kind !== 'migration') return null;
  return { path, name, stamp: null, ...parseSource(path, name, text, syntax ?? undefined) };
}
