import { accessSync, constants, existsSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MigrateError } from '../../errors.ts';
import { type Driver, type Handle, openHandle } from './driver.ts';
import { codeOf, isBusy, missingFile, notADatabase, openError, readOnly } from './errors.ts';
import type { Location } from './location.ts';
import { pause, wait } from './wait.ts';

/** What is to be done with the file. */
export interface OpenOptions {
  readonly create: boolean;
  readonly readOnly: boolean;
  readonly busyTimeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Opens the database of `location` and reads its first page, so that what is not a database is found here.
 * Creates the file only with `create`, never its folder. For reading only, a file that could be written is opened for
 * writing with `query_only`: a reader must be able to roll back what a killed writer left, and must tidy up the `-shm`
 * and `-wal` files it makes.
 * Throws `database-file-missing`, `not-a-database`, `read-only`, `permission-denied`, `lock-timeout`, `cancelled`.
 */
export async function openFile(Driver: Driver, location: Location, options: OpenOptions): Promise<Handle> {
  const { path } = location;
  if (path === null) return openHandle(Driver, ':memory:', {});
  const exists = checkFile(path, location, options);
  const writable = location.mode !== 'ro' && (!exists || isWritable(path));
  if (!writable && !options.readOnly) throw readOnly(path);
  const handle = openChecked(Driver, path, { readonly: !writable, fileMustExist: exists });
  try {
    if (writable && options.readOnly) handle.exec('PRAGMA query_only = on');
    await readFirstPage(handle, options);
    return handle;
  } catch (error) {
    handle.close();
    if (!writable && codeOf(error)?.startsWith('SQLITE_CANTOPEN')) return openImmutable(Driver, path, error);
    throw openError(error, path);
  }
}

/** Whether the file is there; throws when it is no file, or missing and not to be created. */
function checkFile(path: string, location: Location, options: OpenOptions): boolean {
  const stats = statOf(path);
  if (stats === null) {
    const create = options.create && !options.readOnly;
    const folder = statOf(dirname(path));
    if (!create || location.mode !== 'rwc' || !folder?.isDirectory()) throw missingFile(path, create);
    return false;
  }
  if (stats.isDirectory()) {
    throw new MigrateError('not-a-database', `"${path}" is a folder, not a SQLite database.`, {
      hint: 'Name the database file in it.',
    });
  }
  if (!stats.isFile()) throw notADatabase(path);
  return true;
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES' || code === 'EPERM') {
      throw new MigrateError('permission-denied', `The database file "${path}" cannot be reached.`, {
        hint: 'Check the rights of the folders above it.',
        cause: error,
      });
    }
    return null;
  }
}

/** A file that nobody may write counts as read-only for root too. Its folder must take a journal. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}

function openChecked(
  Driver: Driver,
  path: string,
  options: { readonly: boolean; fileMustExist: boolean },
): Handle {
  try {
    return openHandle(Driver, path, options);
  } catch (error) {
    throw openError(error, path);
  }
}

async function readFirstPage(handle: Handle, options: OpenOptions): Promise<void> {
  const deadline = performance.now() + options.busyTimeoutMs;
  for (let tries = 0; ; tries++) {
    try {
      handle.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await wait(pause(tries), options.signal);
    if (options.signal?.aborted)
      throw new MigrateError('cancelled', 'Cancelled while opening the database file.');
  }
}

/**
 * A database in WAL mode cannot be read from a folder where its `-shm` file cannot be made, unless SQLite is told that
 * nobody writes. That is so when no `-wal` file holds changes.
 */
function openImmutable(Driver: Driver, path: string, error: unknown): Handle {
  if (existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0) throw openError(error, path);
  const handle = openChecked(Driver, `${pathToFileURL(path).href}?immutable=1`, {
    readonly: true,
    fileMustExist: true,
  });
  try {
    handle.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
    return handle;
  } catch (second) {
    handle.close();
    throw openError(second, path);
  }
}
