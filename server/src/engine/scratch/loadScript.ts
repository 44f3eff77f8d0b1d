import { type Database, DatabaseError } from '../database/database.ts';
import { MigrateError } from '../errors.ts';
import { orderByNames } from './order.ts';
import type { SchemaSource } from './schemaSource.ts';
import { type ScriptStatement, scriptStatements } from './scriptStatements.ts';

/** As many statements as travel and commit together: more would fill the server's lock table. */
const batchSize = 400;

/**
 * Loads a schema into a scratch database. One file runs in its own order. Several run in the order of what they need,
 * each under its own session settings; what fails is tried again when the rest is there. Throws `statement-failed` with
 * the place of the first statement that cannot be run. The session is left as it was at connect.
 */
export async function loadScript(
  database: Database,
  source: SchemaSource,
  signal?: AbortSignal,
): Promise<void> {
  const options = { namespaces: database.capabilities.namespaces, database: database.server.database };
  const files = source.files.map((file) => scriptStatements(file, database.syntax, options));
  try {
    if (!source.isDirectory) await runInOrder(database, files.flat(), signal);
    else if (files.flat().some(({ kind }) => kind.session)) await runFileByFile(database, files, signal);
    else await runWithRetries(database, orderByNames(files, database.syntax), signal);
  } finally {
    await reset(database);
  }
}

async function reset(database: Database): Promise<void> {
  const statements = await database.sessionReset(true);
  if (statements.length > 0) await database.runScript(statements);
}

async function runInOrder(
  database: Database,
  statements: readonly ScriptStatement[],
  signal: AbortSignal | undefined,
) {
  for (let start = 0; start < statements.length; start += batchSize) {
    const batch = statements.slice(start, start + batchSize);
    if (await runTogether(database, batch)) continue;
    for (const statement of batch) {
      signal?.throwIfAborted();
      const error = await runOne(database, statement);
      if (error !== null) throw failure(statement, error);
    }
  }
}

/** Runs what it can, and the rest again as long as that helps. */
async function runWithRetries(
  database: Database,
  ordered: readonly ScriptStatement[],
  signal: AbortSignal | undefined,
) {
  let left = ordered;
  for (;;) {
    const failed: { statement: ScriptStatement; error: DatabaseError }[] = [];
    for (let start = 0; start < left.length; start += batchSize) {
      const batch = left.slice(start, start + batchSize);
      if (await runTogether(database, batch)) continue;
      for (const statement of batch) {
        signal?.throwIfAborted();
        const error = await runOne(database, statement);
        if (error !== null) failed.push({ statement, error });
      }
    }
    if (failed.length === 0) return;
    if (failed.length === left.length) throw failure(failed[0]!.statement, failed[0]!.error);
    left = failed.map(({ statement }) => statement);
  }
}

/** Each statement runs under the settings that its own file has made before it. */
async function runFileByFile(
  database: Database,
  files: readonly (readonly ScriptStatement[])[],
  signal: AbortSignal | undefined,
): Promise<void> {
  let left = files.map((file) => ({ file, done: file.map(({ kind }) => kind.session) }));
  for (;;) {
    let progress = false;
    let first: MigrateError | null = null;
    for (const { file, done } of left) {
      await reset(database);
      for (const [index, statement] of file.entries()) {
        signal?.throwIfAborted();
        if (done[index] && !statement.kind.session) continue;
        const error = await runOne(database, statement);
        if (error !== null) first ??= failure(statement, error);
        else if (!done[index]) done[index] = progress = true;
      }
    }
    left = left.filter(({ done }) => done.includes(false));
    if (left.length === 0) {
      if (first !== null) throw first;
      return;
    }
    if (!progress) throw first!;
  }
}

/** One transaction, where that is sure to leave nothing when it fails; false when nothing of it has been done. */
async function runTogether(database: Database, batch: readonly ScriptStatement[]): Promise<boolean> {
  if (!database.capabilities.transactionalDdl || batch.some(({ kind }) => !joinsTransaction(kind)))
    return false;
  try {
    await database.runScript([database.beginSql, ...batch.map(({ text }) => text), 'COMMIT']);
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
    await database.execute('ROLLBACK').catch(() => undefined);
    return false;
  }
}

function joinsTransaction(kind: ScriptStatement['kind']): boolean {
  return !kind.refusedInTransaction && !kind.ignoredInTransaction && !kind.session;
}

async function runOne(database: Database, { text }: ScriptStatement): Promise<DatabaseError | null> {
  try {
    await database.runScript([text]);
    return null;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
    return error;
  }
}

function failure({ text, place }: ScriptStatement, error: DatabaseError): MigrateError {
  return new MigrateError('statement-failed', `The schema cannot be loaded: ${error.message}`, {
    place,
    statement: text,
    database: error.database,
    hint: error.database.hint ?? 'A schema file must load into an empty database.',
    cause: error,
  });
}
