import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { MigrateError } from '../../errors.ts';
import { DatabaseError } from '../database.ts';
import type { Handle } from './driver.ts';
import { errorPosition } from './errorPosition.ts';

/** The extended result code, such as `SQLITE_CONSTRAINT_UNIQUE`; undefined for what is not SQLite's. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_') ? code : undefined;
}

/** Another connection holds the file and waiting may help; not so `SQLITE_BUSY_SNAPSHOT`, which no wait cures. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_RECOVERY' || code === 'SQLITE_BUSY_TIMEOUT';
}

/** What a statement ended with, as the contract's error. A `TypeError` of the driver (a bad parameter) keeps its sentence. */
export function databaseError(
  error: unknown,
  handle: Handle,
  statement: string,
  part?: number,
): DatabaseError {
  if (error instanceof DatabaseError)
    return part === undefined ? error : new DatabaseError(error.database, { part });
  const code = codeOf(error) ?? 'SQLITE_MISUSE';
  const message = error instanceof Error ? error.message : String(error);
  const position = code === 'SQLITE_ERROR' ? errorPosition(handle, statement, message) : undefined;
  return new DatabaseError(
    { code, message, ...hintOf(code, message, statement), ...(position === undefined ? {} : { position }) },
    {
      cause: error,
      lockWait: /^SQLITE_(BUSY|LOCKED)/.test(code),
      denied: code.startsWith('SQLITE_READONLY') ? 'read-only' : undefined,
      ...(part === undefined ? {} : { part }),
    },
  );
}

function hintOf(code: string, message: string, statement: string): { readonly hint?: string } {
  if (/^no such table: main\./.test(message) && /^\s*DROP\s+TABLE\b/i.test(statement))
    return {
      hint: 'With foreign keys on, DROP TABLE deletes what refers to the table first, and some of it refers to a table that is gone. Put `PRAGMA foreign_keys = off` at the head of the section.',
    };
  if (code.startsWith('SQLITE_BUSY')) return { hint: 'Another program is writing to the database file.' };
  if (code.startsWith('SQLITE_READONLY'))
    return { hint: 'The database file or its folder cannot be written.' };
  if (code === 'SQLITE_FULL') return { hint: 'The disk is full.' };
  return {};
}

/** Why a file could not be opened or read, as a sentence with a way out. */
export function openError(error: unknown, path: string): MigrateError {
  if (error instanceof MigrateError) return error;
  const code = codeOf(error) ?? '';
  const details = { cause: error };
  if (code === 'SQLITE_NOTADB') return notADatabase(path, error);
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new MigrateError('not-a-database', `The database file "${path}" is damaged.`, {
      ...details,
      hint: 'Restore it from a backup.',
    });
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new MigrateError('lock-timeout', `The database file "${path}" is locked by another program.`, {
      ...details,
      hint: 'Wait until that program is done, or end it.',
    });
  }
  if (code.startsWith('SQLITE_READONLY')) return readOnly(path, error);
  if (
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_PERM') ||
    code.startsWith('SQLITE_AUTH')
  ) {
    return new MigrateError('permission-denied', `The database file "${path}" cannot be opened.`, {
      ...details,
      hint: 'Check the rights of the file and of its folder.',
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new MigrateError(
    'not-a-database',
    `The database file "${path}" cannot be read: ${message}.`,
    details,
  );
}

export function notADatabase(path: string, cause?: unknown): MigrateError {
  return new MigrateError('not-a-database', `"${path}" is not a SQLite database.`, {
    hint: 'Check the path; an encrypted database cannot be opened.',
    ...(cause === undefined ? {} : { cause }),
  });
}

export function readOnly(path: string, cause?: unknown): MigrateError {
  return new MigrateError('read-only', `The database file "${path}" is read-only.`, {
    hint: 'Give this user the right to write to the file and its folder.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The file is not there: says whether its folder is. */
export function missingFile(path: string, create: boolean): MigrateError {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    return new MigrateError(
      'database-file-missing',
      `The folder "${folder}" of the database file does not exist.`,
      {
        hint: `Create the folder; the file "${basename(path)}" in it is then created by init or up.`,
      },
    );
  }
  if (!statSync(folder).isDirectory()) {
    return new MigrateError(
      'database-file-missing',
      `"${folder}" is not a folder, so "${path}" cannot be in it.`,
      {
        hint: 'Check the path in the database URL.',
      },
    );
  }
  return new MigrateError('database-file-missing', `The database file "${path}" does not exist.`, {
    hint: create
      ? 'Leave out mode=ro or mode=rw to have it created.'
      : '"migrate init" or "migrate up" creates it.',
  });
}
