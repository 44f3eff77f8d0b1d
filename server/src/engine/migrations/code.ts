import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { MigrateError } from '../errors.ts';
import type { Migration } from './migration.ts';
import { placeIn, placeOfFile } from './place.ts';

/** What a driver takes as a parameter. */
export type CodeParameter = null | string | number | bigint | boolean | Date | Uint8Array;

/** What a code migration is given: the migration's own connection and transaction. */
export interface CodeDatabase {
  /** Runs one statement. */
  execute(sql: string, params?: readonly CodeParameter[]): Promise<{ readonly rowCount: number | null }>;
  /** Runs one statement and gives its rows. */
  query<R extends object = Record<string, unknown>>(
    sql: string,
    params?: readonly CodeParameter[],
  ): Promise<readonly R[]>;
}

export type CodeFunction = (db: CodeDatabase) => unknown;

/** What a code migration exports. */
export interface CodeModule {
  readonly up: CodeFunction;
  readonly down: CodeFunction | null;
}

/**
 * Loads a code migration afresh from disk: ESM or CommonJS, TypeScript without a build step. Throws
 * `invalid-code-migration`, with the place, when it cannot be loaded or exports no function `up`.
 */
export async function loadCode(migration: Migration): Promise<CodeModule> {
  const file = migration.files[0]!;
  const { createJiti } = await import('jiti');
  const jiti = createJiti(file, { moduleCache: false, fsCache: false, interopDefault: true });
  let exported: Readonly<Record<string, unknown>>;
  try {
    // Evaluated from its text: by its path, Node would give a `.mjs` or `.cjs` from its own cache again.
    const source = await readFile(file, 'utf8');
    const evaluated = await jiti.evalModule(source, {
      filename: file,
      id: file,
      async: true,
      forceTranspile: true,
    });
    exported = (evaluated as Readonly<Record<string, unknown>> | undefined) ?? {};
  } catch (error) {
    throw loadError(migration, file, error);
  }
  const up = exported.up;
  const down = exported.down ?? null;
  const wrong = typeof up !== 'function' ? 'up' : down !== null && typeof down !== 'function' ? 'down' : null;
  if (wrong !== null) {
    const what = wrong === 'up' ? 'exports no function "up"' : 'exports a "down" that is no function';
    throw new MigrateError('invalid-code-migration', `${basename(file)} ${what}.`, {
      place: placeOfFile(file),
      version: migration.version,
      name: migration.name,
      hint: `Write \`export async function ${wrong}(db) { … }\`.`,
    });
  }
  return { up: up as CodeFunction, down: down as CodeFunction | null };
}

function loadError(migration: Migration, file: string, thrown: unknown): MigrateError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { text } = migration.up;
  const start = whereIn(file, text, error);
  const sentence = (error.message.split('\n', 1)[0] ?? '').replaceAll(`${file}: `, '').trim();
  return new MigrateError('invalid-code-migration', `${basename(file)} cannot be loaded: ${sentence}`, {
    place: placeIn(file, text, start, start),
    version: migration.version,
    name: migration.name,
    hint: 'Correct the module; it is loaded before any of it runs.',
    cause: thrown,
  });
}

/**
 * The offset of a syntax error, of the import that failed, or of the line in the module's topmost frame (its column is
 * that of the compiled text); the file's start when nothing tells.
 */
function whereIn(
  file: string,
  text: string,
  error: Error & { loc?: { line?: number; column?: number } },
): number {
  const lineStart = (line: number) => {
    let start = 0;
    for (let n = 1; n < line && start >= 0; n++) start = text.indexOf('\n', start) + 1;
    return Math.min(Math.max(start, 0), text.length);
  };
  if (error.loc?.line !== undefined) {
    return Math.min(lineStart(error.loc.line) + (error.loc.column ?? 0), text.length);
  }
  const imported = /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
  const at = imported === undefined ? -1 : text.indexOf(imported);
  if (at !== -1) return at;
  const stack = error.stack ?? '';
  const frame = stack.indexOf(`${file}:`);
  const line = frame === -1 ? null : /^\d+/.exec(stack.slice(frame + file.length + 1));
  return line === null ? 0 : lineStart(Number(line[0]));
}
