import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { dumpedMark, type SchemaDumpFile } from '../ddl/schemaFiles.ts';
import { MigrateError } from '../errors.ts';

export interface WrittenDump {
  /** Paths below the directory, all of the dump. */
  readonly files: readonly string[];
  /** Files of an earlier dump whose table or object is gone. */
  readonly removed: readonly string[];
  /** Other `.sql` files in the directory: a comparison with it would load them too. */
  readonly strangers: readonly string[];
}

/**
 * Writes a dump into a directory, which is made when it is missing: files of earlier dumps are overwritten, or removed
 * when nothing of the schema is in them any more; no other file is touched. Throws `file-exists` when a file that no
 * dump wrote is in the way, before anything is written, and `file-unwritable`.
 */
export function writeDump(
  directory: string,
  files: readonly SchemaDumpFile[],
  workingDirectory = '.',
): WrittenDump {
  const root = resolve(workingDirectory, directory);
  const wanted = new Set(files.map(({ path }) => path));
  const present = sqlFilesIn(root);
  const dumped = new Set(
    present.filter((path) => readFileSync(join(root, path), 'utf8').startsWith(dumpedMark)),
  );
  const inTheWay = present.find((path) => wanted.has(path) && !dumped.has(path));
  if (inTheWay !== undefined) {
    throw new MigrateError(
      'file-exists',
      `${join(directory, inTheWay)} exists and was not written by a dump.`,
      {
        place: { file: join(directory, inTheWay) },
        hint: 'Move it away, or choose another directory.',
      },
    );
  }
  const removed = [...dumped].filter((path) => !wanted.has(path));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const path of removed) rmSync(join(root, path));
  } catch (error) {
    throw new MigrateError('file-unwritable', `The dump cannot be written: ${(error as Error).message}.`, {
      place: { file: directory },
      hint: 'Check the directory and its permissions.',
      cause: error,
    });
  }
  const strangers = present.filter((path) => !dumped.has(path));
  return { files: files.map(({ path }) => path), removed, strangers };
}

function sqlFilesIn(root: string): readonly string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch {
    return [];
  }
}
