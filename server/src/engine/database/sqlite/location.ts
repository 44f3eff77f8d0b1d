import { posix, win32 } from 'node:path';
import { MigrateError } from '../../errors.ts';

/** What a `sqlite:` URL says. */
export interface Location {
  /** Absolute path, or null for a database in memory. */
  readonly path: string | null;
  /** `ro`: never written; `rw`: must exist; `rwc`: may be created. */
  readonly mode: 'ro' | 'rw' | 'rwc';
  readonly foreignKeys: boolean;
}

const hint = 'Write it as sqlite:relative.db, sqlite:/absolute.db or sqlite::memory:.';

/**
 * Reads `sqlite:relative.db` (relative to `directory`), `sqlite:/absolute.db`, `sqlite:///absolute.db`,
 * `sqlite:C:\file.db`, `sqlite::memory:`, each with `sqlite3:` too. Percent-encoding is decoded; a `?` begins the
 * parameters `mode=ro|rw|rwc|memory` and `foreign_keys=on|off` (on when not given, unlike the sqlite3 shell: what
 * the schema declares is kept). Throws `malformed-url`.
 */
export function parseLocation(url: string, directory: string, platform: string = process.platform): Location {
  const rest = url.replace(/^sqlite3?:/i, '');
  const question = rest.indexOf('?');
  const parameters = new URLSearchParams(question < 0 ? '' : rest.slice(question + 1));
  const name = withoutAuthority(decode(question < 0 ? rest : rest.slice(0, question)), platform);
  const mode = modeOf(parameters);
  const foreignKeys = foreignKeysOf(parameters);
  for (const key of parameters.keys()) {
    if (!['mode', 'foreign_keys', 'cache'].includes(key)) {
      throw new MigrateError('malformed-url', `The SQLite URL has the unknown parameter "${key}".`, {
        hint: 'Known are mode=ro|rw|rwc|memory and foreign_keys=on|off.',
      });
    }
  }
  if (name === ':memory:' || mode === 'memory') return { path: null, mode: 'rwc', foreignKeys };
  if (name === '') throw new MigrateError('malformed-url', 'The SQLite URL names no file.', { hint });
  if (name.includes('\0'))
    throw new MigrateError('malformed-url', 'The SQLite URL holds a null character.', { hint });
  const path = platform === 'win32' ? win32 : posix;
  return { path: path.resolve(directory, name), mode, foreignKeys };
}

/** `//localhost/file` and `///file` are absolute; `//file.db` is what several tools write for a relative name. */
function withoutAuthority(text: string, platform: string): string {
  const named = text.replace(/^file:/i, '');
  const path = named.startsWith('//') ? named.slice(2).replace(/^localhost(?=\/)/i, '') : named;
  const plain = path.replace(/^\/+(?=\/)/, '');
  return platform === 'win32' ? plain.replace(/^\/(?=[a-z]:)/i, '') : plain;
}

function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}

function modeOf(parameters: URLSearchParams): Location['mode'] | 'memory' {
  const mode = parameters.get('mode') ?? 'rwc';
  if (mode === 'ro' || mode === 'rw' || mode === 'rwc' || mode === 'memory') return mode;
  throw new MigrateError('malformed-url', 'The SQLite URL has an unknown mode.', {
    hint: 'Use mode=ro, rw, rwc or memory.',
  });
}

function foreignKeysOf(parameters: URLSearchParams): boolean {
  const value = (parameters.get('foreign_keys') ?? 'on').toLowerCase();
  if (['on', '1', 'true', 'yes'].includes(value)) return true;
  if (['off', '0', 'false', 'no'].includes(value)) return false;
  throw new MigrateError('malformed-url', 'The SQLite URL has a foreign_keys that is neither on nor off.', {
    hint: 'Use foreign_keys=on or foreign_keys=off.',
  });
}
