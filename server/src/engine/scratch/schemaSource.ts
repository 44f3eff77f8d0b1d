import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { MigrateError } from '../errors.ts';

/** A schema written as SQL, in one file or several. */
export interface SchemaSource {
  /** As it was named. */
  readonly path: string;
  /** Several files are loaded in the order of what they need, one file in its own order. */
  readonly isDirectory: boolean;
  readonly files: readonly SchemaFile[];
}

export interface SchemaFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads a schema file, or every `.sql` file of a directory and the directories in it, by name. Throws
 * `schema-file-missing` (also for a directory without any), `not-utf8` and `unreadable-file`.
 */
export async function readSchemaSource(path: string, workingDirectory = '.'): Promise<SchemaSource> {
  const absolute = isAbsolute(path) ? path : join(workingDirectory, path);
  const found = await stat(absolute).catch((error) => {
    throw unreadable(path, error);
  });
  if (!found.isDirectory()) {
    return { path, isDirectory: false, files: [await readSchemaFile(absolute, path)] };
  }
  const names = (await readdir(absolute, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.sql$/i.test(entry.name))
    .map((entry) => relative(absolute, join(entry.parentPath, entry.name)))
    .sort();
  if (names.length === 0) {
    throw new MigrateError('schema-file-missing', `The directory ${path} has no .sql file in it.`, {
      place: { file: path },
      hint: 'Write the schema with `migrate dump --out-dir`, or name another directory.',
    });
  }
  const files: SchemaFile[] = [];
  for (const name of names) files.push(await readSchemaFile(join(absolute, name), join(path, name)));
  return { path, isDirectory: true, files };
}

async function readSchemaFile(absolute: string, path: string): Promise<SchemaFile> {
  const bytes = await readFile(absolute).catch((error) => {
    throw unreadable(path, error);
  });
  try {
    // A byte order mark is left out by the decoder.
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw new MigrateError('not-utf8', `${path} is not UTF-8 text.`, {
      place: { file: path },
      hint: 'Save it as UTF-8.',
    });
  }
}

function unreadable(path: string, error: NodeJS.ErrnoException): MigrateError {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return new MigrateError('schema-file-missing', `There is no schema file or directory ${path}.`, {
      place: { file: path },
      hint: 'Write it with `migrate dump`, or name another with --schema.',
    });
  }
  return new MigrateError('unreadable-file', `${path} cannot be read (${error.code}).`, {
    place: { file: path },
    hint: 'Check its permissions.',
    cause: error,
  });
}
