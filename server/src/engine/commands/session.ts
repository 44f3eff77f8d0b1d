import { randomUUID } from 'node:crypto';
import { connect } from '../database/connect.ts';
import { type Database, DatabaseError, type Lock } from '../database/database.ts';
import { MigrateError } from '../errors.ts';
import type { OnEvent, Warning } from '../events.ts';
import { defaultTable, History, type HistoryRow, type Unfinished } from '../history/history.ts';
import {
  assemble,
  isDirectory,
  type MigrationSet,
  readMigrations,
  requireDirectory,
} from '../migrations/index.ts';
import { type MigrationStatus, mergeStatus } from '../plan/status.ts';
import { halfDroppedError } from '../recovery/halfDropped.ts';
import { standingOf } from '../recovery/standing.ts';
import type { RunContext } from '../run/context.ts';
import type { SqlDialect } from '../sql/index.ts';
import { type CommandOptions, defaultLockTimeoutMs, type MigratorOptions } from './options.ts';

/** How a command uses the database: `read` never writes and takes no lock; `write` holds the lock to the end. */
export type Access = 'read' | 'write';

/** An open connection with what a command sees through it. */
export interface Session {
  readonly database: Database;
  readonly history: History;
  readonly set: MigrationSet;
  readonly statuses: readonly MigrationStatus[];
  /** True when this command has just created the history table. */
  readonly created: boolean;
  readonly context: RunContext;
  /** Tells a warning and keeps it for the result. */
  warn(warnings: readonly Warning[]): void;
  readonly warnings: readonly Warning[];
  /** The error of a `fresh` that was broken off while it dropped; null: none was. */
  readonly halfDropped: MigrateError | null;
  /** Reads history and journal anew. */
  reread(): Promise<readonly MigrationStatus[]>;
}

export interface SessionRequest {
  readonly access: Access;
  /** A missing SQLite file is created. */
  readonly create?: boolean;
  /** A missing migrations directory counts as an empty one. */
  readonly withoutDirectory?: boolean;
  /** Goes on where a `fresh` was broken off; else that is thrown. */
  readonly overHalfDropped?: boolean;
}

/**
 * Connects, takes the lock and makes the history table (`write`), reads files and history, calls `work`, and leaves
 * no lock and no connection behind whatever happens. Driver errors outside a migration become `statement-failed`.
 */
export async function withSession<R>(
  options: MigratorOptions,
  request: SessionRequest,
  command: CommandOptions,
  work: (session: Session) => Promise<R>,
): Promise<R> {
  // Before anything is opened: a wrong path must not leave a new SQLite file behind.
  if (!request.withoutDirectory) requireDirectory(options.directory);
  const database = await openDatabase(options, request, command.signal);
  let cancelling: Promise<void> = Promise.resolve();
  let isShielded = false;
  const shielded = async <R>(work: () => Promise<R>): Promise<R> => {
    await cancelling;
    isShielded = true;
    try {
      return await work();
    } finally {
      isShielded = false;
    }
  };
  const cancel = () => {
    if (isShielded) return;
    cancelling = database.cancel().catch(() => undefined);
  };
  let lock: Lock | undefined;
  try {
    command.signal?.throwIfAborted();
    command.signal?.addEventListener('abort', cancel, { once: true });
    const set = await readFiles(options, request, database.syntax);
    const history = new History(database, {
      table: options.table ?? defaultTable,
      ...(options.schema === undefined ? {} : { schema: options.schema }),
    });
    if (request.access === 'write') lock = await acquire(database, history, options, command);
    return await work(
      await read(options, request, command, {
        database,
        history,
        set,
        cancelSettled: () => cancelling,
        shielded,
      }),
    );
  } catch (error) {
    throw readable(error, command.signal);
  } finally {
    command.signal?.removeEventListener('abort', cancel);
    await cancelling;
    await lock?.release();
    await database.close().catch(() => undefined);
  }
}

/**
 * A session for saying what would happen. A SQLite file that the real command would create counts as an empty
 * database; a warning says so.
 */
export async function withDrySession<R>(
  options: MigratorOptions,
  command: CommandOptions,
  work: (session: Session) => Promise<R>,
  request: Pick<SessionRequest, 'overHalfDropped'> = {},
): Promise<R> {
  try {
    return await withSession(options, { ...request, access: 'read' }, command, work);
  } catch (error) {
    if (!(error instanceof MigrateError && error.code === 'database-file-missing')) throw error;
    const warning = { code: error.code, message: error.message };
    command.onEvent?.({ type: 'warning', warning });
    return withSession({ ...options, url: emptyDatabaseUrl }, { access: 'read' }, command, work);
  }
}

const emptyDatabaseUrl = 'sqlite::memory:';

async function readFiles(
  options: MigratorOptions,
  request: SessionRequest,
  syntax: SqlDialect,
): Promise<MigrationSet> {
  if (request.withoutDirectory && !isDirectory(options.directory)) return assemble(options.directory, []);
  return readMigrations(options.directory, {
    syntax,
    ...(options.ignore === undefined ? {} : { ignore: options.ignore }),
  });
}

/** Opens the environment's database; throws `no-database-url` when there is none. */
export async function openDatabase(
  options: MigratorOptions,
  request: SessionRequest,
  signal: AbortSignal | undefined,
): Promise<Database> {
  if (options.url === undefined) {
    throw new MigrateError('no-database-url', 'No database is named.', {
      hint: 'Pass --database URL, set DATABASE_URL, or write an environment in migrate.config.json.',
    });
  }
  return connect(options.url, {
    create: request.create ?? false,
    readOnly: request.access === 'read',
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.workingDirectory === undefined ? {} : { directory: options.workingDirectory }),
    ...(signal === undefined ? {} : { signal }),
  });
}

function acquire(database: Database, history: History, options: MigratorOptions, command: CommandOptions) {
  return database.acquireLock({
    key: history.displayName,
    timeoutMs: options.lockTimeoutMs ?? defaultLockTimeoutMs,
    onWait: (holder) => command.onEvent?.({ type: 'lockWaiting', holder }),
    ...(command.signal === undefined ? {} : { signal: command.signal }),
  });
}

async function read(
  options: MigratorOptions,
  request: SessionRequest,
  command: CommandOptions,
  found: Pick<RunContext, 'database' | 'history' | 'cancelSettled' | 'shielded'> & {
    readonly set: MigrationSet;
  },
): Promise<Session> {
  const { database, history, set } = found;
  const onEvent: OnEvent = command.onEvent ?? (() => undefined);
  const created = request.access === 'write' && (await history.ensure());
  if (created) onEvent({ type: 'historyCreated', table: history.displayName });
  const warnings: Warning[] = [];
  const context: RunContext = {
    database,
    history,
    run: randomUUID(),
    onEvent,
    signal: command.signal,
    cancelSettled: found.cancelSettled,
    shielded: found.shielded,
    limits: options.limits ?? {},
    retries: options.retries ?? 0,
  };
  const readBoth = () => readHistory(history, request.access === 'write');
  const first = await readBoth();
  const halfDropped = first.dropping === null ? null : await halfDroppedError(first.dropping, context);
  if (halfDropped !== null && !request.overHalfDropped) throw halfDropped;
  const merged = ({ rows, executions }: typeof first) =>
    withStanding(mergeStatus(set.migrations, rows, executions), context, request.access === 'read');
  return {
    database,
    history,
    set,
    created,
    statuses: await merged(first),
    halfDropped,
    reread: async () => merged(await readBoth()),
    warnings,
    warn: (more) => {
      for (const warning of more) onEvent({ type: 'warning', warning });
      warnings.push(...more);
    },
    context,
  };
}

/** What history and journal hold. `known`: the tables are known to exist. */
async function readHistory(
  history: History,
  known: boolean,
): Promise<Unfinished & { readonly rows: readonly HistoryRow[] }> {
  const nothing = { executions: [], dropping: null };
  if (!known && !(await history.exists())) return { rows: [], ...nothing };
  const rows = await history.rows();
  return { rows, ...(known || (await history.hasJournal()) ? await history.unfinished() : nothing) };
}

/**
 * Says of each incomplete migration what stands, by the journal and, where that ends, by the schema. Who holds no lock
 * himself asks first whether another run is at work on it.
 */
async function withStanding(
  statuses: readonly MigrationStatus[],
  context: RunContext,
  asks: boolean,
): Promise<readonly MigrationStatus[]> {
  if (statuses.every(({ unfinished }) => unfinished === null)) return statuses;
  const { database, history } = context;
  const holder = asks ? await database.lockHolder?.(history.displayName).catch(() => null) : null;
  const told: MigrationStatus[] = [];
  for (const status of statuses) {
    const row = status.unfinished;
    if (row === null) told.push(status);
    else if (holder) told.push({ ...status, worker: holder.description });
    else {
      const standing = await standingOf(row, context);
      const error = row.error === null ? '' : ` It stopped because: ${row.error.replace(/\.?$/, '.')}`;
      told.push({ ...status, standing: `${standing}${error}` });
    }
  }
  return told;
}

/** A driver's error as the engine's own. */
export function readable(error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof MigrateError) return error;
  if (signal?.aborted) return new MigrateError('cancelled', 'Cancelled.', { cause: error });
  if (!(error instanceof DatabaseError)) return error;
  if (error.connectionLost) {
    return new MigrateError('connection-lost', `The connection was lost: ${error.message}`, {
      database: error.database,
      hint: 'Run `migrate status` to see what stands.',
      cause: error,
    });
  }
  if (error.denied !== undefined) {
    const what =
      error.denied === 'read-only' ? 'The database is read-only' : 'The database user may not do this';
    return new MigrateError(error.denied, `${what}: ${error.message}`, {
      database: error.database,
      hint: 'Connect to a database, and as a user, that may be written to.',
      cause: error,
    });
  }
  return new MigrateError('statement-failed', error.message, {
    database: error.database,
    ...(error.database.hint === undefined ? {} : { hint: error.database.hint }),
    cause: error,
  });
}
