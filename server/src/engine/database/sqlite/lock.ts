import { randomInt } from 'node:crypto';
import { chmodSync, realpathSync, statSync, unlinkSync } from 'node:fs';
import { MigrateError } from '../../errors.ts';
import type { Lock, LockHolder, LockOptions } from '../database.ts';
import { type Driver, type Handle, openHandle } from './driver.ts';
import { codeOf, isBusy } from './errors.ts';
import { pause, wait } from './wait.ts';

/**
 * The migration lock of a database file: a write transaction held open on a small file beside it,
 * `app.db-schema_migrations-lock`.
 *
 * Why a file of its own: the lock spans many transactions on `app.db`, and `app.db` must stay readable (and, between
 * two migrations, writable for the application) all the while. Why a SQLite file: its write lock is the operating
 * system's, so it ends with the process however that dies, it needs no clean-up and no guess whether a process id still
 * lives. Why beside the database and not in a temporary folder: whoever can write `app.db` can write there (its journal
 * lies there too), whichever user or container that is, and the lock works wherever SQLite's own locks on `app.db` do.
 * On a network file system that is as far as its locks are to be trusted; below it each migration still runs in
 * `BEGIN IMMEDIATE` on `app.db` itself, after which the history is read again.
 *
 * Who holds it can be read while it is held: `user_version` is the process id, `application_id` a random number that
 * says whose write it was, the file's time is when. The file is removed on release; a killed process leaves it behind
 * unlocked, and the next run takes it over. Nothing but SQLite may open it within the process: closing any descriptor of a
 * file gives up all POSIX locks that the process has on it.
 *
 * Throws `lock-timeout`, `cancelled`, `read-only`.
 */
export async function acquireFileLock(Driver: Driver, database: string, options: LockOptions): Promise<Lock> {
  const path = lockPath(realpathSync(database), options.key);
  const deadline = performance.now() + options.timeoutMs;
  let described: string | null | undefined;
  for (let tries = 0; ; tries++) {
    if (options.signal?.aborted)
      throw new MigrateError('cancelled', 'Cancelled while waiting for the migration lock.');
    const handle = tryLock(Driver, path, database);
    if (handle !== null) return { release: releaser(handle, path) };
    const holder = readHolder(Driver, path);
    if (performance.now() >= deadline) throw timeout(database, holder, options.timeoutMs);
    const description = holder?.description ?? null;
    if (description !== described && (holder !== null || described === undefined)) {
      described = description;
      options.onWait?.(holder);
    }
    await wait(Math.min(pause(tries), Math.max(1, deadline - performance.now())), options.signal);
  }
}

function lockPath(database: string, key: string): string {
  return `${database}-${key.replace(/[^\w.-]/g, (character) => `%${character.codePointAt(0)!.toString(16)}`)}-lock`;
}

/** A handle that holds the lock, or null when another one does. */
function tryLock(Driver: Driver, path: string, database: string): Handle | null {
  let handle: Handle | undefined;
  try {
    handle = openHandle(Driver, path, {});
    // In memory: a journal beside the file could be taken for that of a later file of the same name.
    handle.exec('PRAGMA journal_mode = memory; PRAGMA synchronous = off; PRAGMA temp_store = memory');
    shareAs(path, database);
    const token = randomInt(1, 2 ** 31 - 1);
    handle.exec('BEGIN IMMEDIATE');
    handle.exec(
      `PRAGMA user_version = ${process.pid}; PRAGMA application_id = ${token}; COMMIT; BEGIN IMMEDIATE`,
    );
    // Between COMMIT and BEGIN another process may have come in, and before it a holder may have removed the file.
    if (tokenOf(handle) === token && tokenAt(Driver, path) === token) return handle;
    handle.close();
    return null;
  } catch (error) {
    handle?.close();
    if (isBusy(error)) return null;
    const code = codeOf(error) ?? '';
    if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return removeDamaged(path);
    if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
      throw unwritable(path, error);
    throw error;
  }
}

function unwritable(path: string, cause: unknown): MigrateError {
  return new MigrateError('read-only', `The lock file "${path}" beside the database cannot be written.`, {
    hint: 'Give this user the right to write to the folder of the database, and to that file when it is there.',
    cause,
  });
}

/** Only a power failure while the holder is written damages the file; no one can hold it then. */
function removeDamaged(path: string): null {
  try {
    unlinkSync(path);
  } catch {
    // Another waiter was faster.
  }
  return null;
}

/** Another user who may write the database may take the lock too. */
function shareAs(path: string, database: string): void {
  try {
    const mode = statSync(database).mode & 0o777;
    if ((statSync(path).mode & 0o777) !== mode) chmodSync(path, mode);
  } catch {
    // Another user's file, or already gone.
  }
}

function tokenOf(handle: Handle): number {
  return handle.pragma('application_id', { simple: true }) as number;
}

/** The token in the file that has the name now. */
function tokenAt(Driver: Driver, path: string): number | null {
  let handle: Handle | undefined;
  try {
    handle = openHandle(Driver, path, { readonly: true, fileMustExist: true });
    return tokenOf(handle);
  } catch {
    return null;
  } finally {
    handle?.close();
  }
}

function readHolder(Driver: Driver, path: string): LockHolder | null {
  let handle: Handle | undefined;
  try {
    handle = openHandle(Driver, path, { readonly: true, fileMustExist: true });
    const pid = handle.pragma('user_version', { simple: true }) as number;
    const since = statSync(path).mtime;
    return pid === 0 ? null : { description: `process ${pid} since ${since.toISOString()}`, since };
  } catch {
    return null;
  } finally {
    handle?.close();
  }
}

function releaser(handle: Handle, path: string): () => Promise<void> {
  return async () => {
    if (!handle.open) return;
    try {
      unlinkSync(path);
    } catch {
      // An open file cannot be removed on Windows: it stays, unlocked.
    }
    try {
      handle.close();
    } catch {
      // Nothing can be done, and the process's end releases it.
    }
  };
}

function timeout(database: string, holder: LockHolder | null, timeoutMs: number): MigrateError {
  const who = holder === null ? 'another run' : holder.description;
  return new MigrateError(
    'lock-timeout',
    `The migration lock of "${database}" is held by ${who}; waited ${Math.round(timeoutMs / 100) / 10} s.`,
    { hint: 'Wait until that run is done, or give more time with --lock-timeout.' },
  );
}
