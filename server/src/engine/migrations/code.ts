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
    exported = (await jiti.import<Readonly<Record<string, unknown>> | undefined>(file)) ?? {};
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
  const [line, column] = whereIn(file, error);
  const { text } = migration.up;
  let start = 0;
  for (let n = 1; n < line; n++) start = text.indexOf('\n', start) + 1;
  start = Math.min(start + column - 1, text.length);
  const sentence = (error.message.split('\n', 1)[0] ?? '').replaceAll(`${file}: `, '').trim();
  return new MigrateError('invalid-code-migration', `${basename(file)} cannot be loaded: ${sentence}`, {
    place: placeIn(file, text, start, start),
    version: migration.version,
    name: migration.name,
    hint: 'Correct the module; it is loaded before any of it runs.',
    cause: thrown,
  });
}

/** The line and column (from 1) of a syntax error, or of the module's topmost frame; the file's start when neither tells. */
function whereIn(
  file: string,
  error: Error & { loc?: { line?: number; column?: number } },
): [number, number] {
  if (error.loc?.line !== undefined) return [error.loc.line, (error.loc.column ?? 0) + 1];
  const stack = error.stack ?? '';
  const at = stack.indexOf(`${file}:`);
  const frame = at === -1 ? null : /^(\d+)(?::(\d+))?/.exec(stack.slice(at + file.length + 1));
  return frame === null ? [1, 1] : [Number(frame[1]), Number(frame[2] ?? 1)];
}
