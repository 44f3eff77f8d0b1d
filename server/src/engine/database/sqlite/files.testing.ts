import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { MigrateError } from '../../errors.ts';
import type { ConnectOptions, Database } from '../database.ts';
import { connect } from './connection.ts';

/** A folder of the test file's own, removed at its end. */
export const root = mkdtempSync(join(tmpdir(), 'switchback-sqlite-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export const folder = () => mkdtempSync(join(root, 'f-'));

export async function opened<T>(
  url: string,
  options: ConnectOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await connect(url, options);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

export const inMemory = <T>(work: (database: Database) => Promise<T>) => opened('sqlite::memory:', {}, work);

/** A file with one table, in the given journal mode. */
export async function file(journal = 'delete'): Promise<string> {
  const path = join(folder(), 'app.db');
  await opened(`sqlite:${path}`, { create: true }, (database) =>
    database.runScript([
      `PRAGMA journal_mode = ${journal}`,
      'CREATE TABLE t (a)',
      'INSERT INTO t VALUES (1)',
    ]),
  );
  return path;
}

/** The engine's error that `work` ends with. */
export async function failure(work: Promise<unknown>): Promise<MigrateError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrateError);
  return error as MigrateError;
}
