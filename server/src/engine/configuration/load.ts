import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MigrateError, type Place } from '../errors.ts';
import { parseConfiguration } from './file.ts';
import type { ConfigurationFile } from './schema.ts';
import type { Variables } from './variables.ts';

export const configurationName = 'migrate.config.json';

/** The configuration of a project: its file, if there is one, and the variables it is read with. */
export interface Configuration {
  /** Null when the project has none. */
  readonly file: string | null;
  /** The file's folder, or the working directory: what its relative paths are relative to. */
  readonly folder: string;
  readonly data: ConfigurationFile;
  /** The environment, and what `.env` adds to it. */
  readonly variables: Variables;
  /** Names that only `.env` has. */
  readonly fromDotEnv: ReadonlySet<string>;
  placeOf(path: readonly PropertyKey[]): Place;
}

export interface LoadOptions {
  readonly workingDirectory: string;
  /** `--config`; found by itself otherwise. */
  readonly file?: string;
  readonly variables: Variables;
}

/**
 * Finds and reads the configuration and the `.env` beside it. No file: an empty configuration. Throws
 * `config-missing` for a named file that is not there, and `config-invalid`.
 */
export async function loadConfiguration(options: LoadOptions): Promise<Configuration> {
  const { workingDirectory } = options;
  const file =
    options.file === undefined
      ? findConfiguration(workingDirectory)
      : resolve(workingDirectory, options.file);
  const text = file === null ? null : readText(file, options.file);
  const folder = file === null ? workingDirectory : dirname(file);
  const parsed =
    text === null ? { data: {}, placeOf: () => ({ file: folder }) } : await parseConfiguration(file!, text);
  return { file, folder, ...parsed, ...(await withDotEnv(folder, options.variables)) };
}

/** The nearest configuration from `directory` up to the root of its git repository; outside one, in `directory` only. */
export function findConfiguration(directory: string): string | null {
  let found: string | null = null;
  for (let folder = resolve(directory), first = true; ; folder = dirname(folder), first = false) {
    const file = join(folder, configurationName);
    if (found === null && existsSync(file)) found = file;
    if (found !== null && first) return found;
    if (existsSync(join(folder, '.git'))) return found;
    if (dirname(folder) === folder) return null;
  }
}

function readText(file: string, asWritten: string | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new MigrateError('config-missing', `The configuration ${asWritten ?? file} does not exist.`, {
        place: { file },
        hint: 'Correct the path after --config.',
      });
    }
    const what = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8' : `cannot be read (${code})`;
    throw new MigrateError('config-invalid', `The configuration ${asWritten ?? file} ${what}.`, {
      place: { file },
      hint: 'Correct the file.',
    });
  }
}

async function withDotEnv(folder: string, variables: Variables) {
  const file = join(folder, '.env');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { variables, fromDotEnv: new Set<string>() };
  }
  const { parse } = await import('dotenv');
  const added = Object.entries(parse(text)).filter(([name]) => variables[name] === undefined);
  return {
    variables: { ...Object.fromEntries(added), ...variables },
    fromDotEnv: new Set(added.map(([name]) => name)),
  };
}
