import { isUtf8 } from 'node:buffer';
import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostic.ts';
import { MigrateError, type Place } from '../errors.ts';
import type { SqlDialect } from '../sql/index.ts';
import { assemble } from './assemble.ts';
import { type FileName, parseFileName } from './fileName.ts';
import { globMatcher } from './glob.ts';
import type { MigrationSet, SourceFile } from './migration.ts';
import { placeIn, placeOfFile } from './place.ts';
import { parseSource } from './sections.ts';

export interface ReadOptions {
  /** Glob patterns of file names to pass over in silence. */
  readonly ignore?: readonly string[];
  /** The database's way of writing; without it, text is read as PostgreSQL's where it matters. */
  readonly syntax?: SqlDialect;
  /** An earlier reading of the same directory: files whose size and time are the same are not read again. */
  readonly previous?: MigrationSet;
}

/** Files read before others get a turn: synchronous reading costs a fourth of the asynchronous one. */
const filesPerTurn = 256;

/**
 * Reads a migrations directory, without the folders in it. An empty one has no migrations. Throws
 * `directory-missing`, also for a file; everything else that is wrong is a diagnostic.
 */
export async function readMigrations(directory: string, options: ReadOptions = {}): Promise<MigrationSet> {
  const root = resolve(directory);
  const entries = listDirectory(root, directory);
  const prefix = root.endsWith(sep) ? root : root + sep;
  const ignored = globMatcher(options.ignore ?? []);
  const sources: SourceFile[] = [];
  const others: Diagnostic[] = [];
  for (const [index, entry] of entries.entries()) {
    if (ignored(entry.name)) continue;
    // Not `join`: it would normalise ten thousand paths that are normal already.
    const path = prefix + entry.name;
    const name = parseFileName(entry.name);
    if (name.kind === 'migration') sources.push(readSource(path, name, entry, options));
    else if (name.kind !== 'hidden') others.push(notMigration(path, name, entry));
    if (index % filesPerTurn === filesPerTurn - 1) await nextTurn();
  }
  return assemble(root, sources, others);
}

/** Whether there is a directory; false also when it cannot be looked at. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Throws `directory-missing` when `directory` is none. */
export function requireDirectory(directory: string): void {
  if (!isDirectory(directory)) listDirectory(resolve(directory), directory);
}

function listDirectory(root: string, asWritten: string): Dirent[] {
  try {
    return readdirSync(root, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'ENOTDIR'
          ? 'is not a directory'
          : `cannot be read (${code})`;
    throw new MigrateError('directory-missing', `The migrations directory ${asWritten} ${what}.`, {
      place: { file: root },
      hint: 'Name it with --dir or with "migrations" in the configuration, or create it with `migrate new NAME`.',
    });
  }
}

function notMigration(path: string, name: FileName & { kind: 'bad' | 'stray' }, entry: Dirent): Diagnostic {
  const place = placeOfFile(path);
  if (entry.isDirectory()) {
    return {
      code: 'stray-file',
      severity: 'warning',
      message: `The folder ${entry.name} was passed over: migrations are looked for in the directory itself only.`,
      hint: 'Move its migrations up, or name it in the configuration\'s "ignore".',
      place,
    };
  }
  return name.kind === 'bad'
    ? { code: name.code, severity: 'error', message: name.problem, hint: name.hint, place }
    : { code: 'stray-file', severity: 'warning', message: name.problem, hint: name.hint, place };
}

function readSource(
  path: string,
  name: FileName & { kind: 'migration' },
  entry: Dirent,
  { syntax, previous }: ReadOptions,
): SourceFile {
  const unreadable = (code: string, message: string, hint: string): SourceFile => ({
    path,
    name,
    stamp: null,
    content: null,
    diagnostics: [
      { code, severity: 'error', message, hint, place: placeOfFile(path), version: name.version },
    ],
  });
  let bytes: Buffer;
  let stats: Stats | undefined;
  try {
    if (previous !== undefined || !entry.isFile()) stats = statSync(path);
    if (stats !== undefined && !stats.isFile()) {
      const what = stats.isDirectory() ? 'a directory' : 'not a regular file';
      return unreadable(
        'unreadable-file',
        `${entry.name} is ${what}.`,
        'Put a file in its place, or rename it.',
      );
    }
    const known = previous?.files.get(path);
    if (stats !== undefined && known?.stamp?.size === stats.size && known.stamp.mtimeMs === stats.mtimeMs)
      return known;
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unreadable(
      'unreadable-file',
      `${entry.name} cannot be read: ${reasons[code ?? ''] ?? code}.`,
      'Make it readable, or remove it.',
    );
  }
  if (!isUtf8(bytes)) {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const what = wide ? 'is UTF-16' : 'is not UTF-8';
    const file = unreadable('not-utf8', `${entry.name} ${what}.`, 'Save it as UTF-8.');
    return wide
      ? file
      : { ...file, diagnostics: file.diagnostics.map((it) => ({ ...it, place: badByte(path, bytes) })) };
  }
  const stamp = stats === undefined ? null : { size: stats.size, mtimeMs: stats.mtimeMs };
  return { path, name, stamp, ...parseSource(path, name, bytes.toString('utf8'), syntax) };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'the link points nowhere',
  ELOOP: 'the link points to itself',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  ERR_STRING_TOO_LONG: 'it is too large',
};

/** The place of the first byte that is not UTF-8. */
function badByte(path: string, bytes: Buffer): Place {
  const text = bytes.toString('utf8');
  const start = Math.max(text.indexOf('\ufffd'), 0);
  return placeIn(path, text, start, start + 1);
}
