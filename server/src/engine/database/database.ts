import type { DatabaseMessage } from '../errors.ts';
import type { Schema } from '../schema/model.ts';
import type { SqlDialect } from '../sql/dialect.ts';
import type { Ddl } from './ddl.ts';

/** What an engine can and cannot do; asked by everyone outside `database/` instead of a dialect's name. */
export interface Capabilities {
  /** DDL can be rolled back (PostgreSQL, SQLite). Where false, every DDL statement commits. */
  readonly transactionalDdl: boolean;
  /** Tables live in namespaces (PostgreSQL schemas). */
  readonly namespaces: boolean;
  /** Names that differ only in the case of their letters are the same name (SQLite). Default false. */
  readonly namesIgnoreCase?: boolean;
  /** A column can be put at a place among the others by ALTER (MySQL FIRST/AFTER). */
  readonly columnOrder: boolean;
  /** Indexes can be built without blocking writes, outside a transaction. */
  readonly concurrentIndexes: boolean;
  /** The database is a file of this machine that may be created. */
  readonly fileBased: boolean;
  /** The text of many statements travels in one message (PostgreSQL), transactions of their own among them. */
  readonly manyStatementsPerMessage: boolean;
  /** The URL of a server for scratch databases that the product brings along; absent where there is none. */
  readonly ownScratch?: string;
}

export interface ServerInfo {
  /** For people: `PostgreSQL 18.4`, `MySQL 9.7.4`, `MariaDB 11.8.6`, `SQLite 3.54.1`. */
  readonly product: string;
  /** [18, 4], [8, 0, 36], … */
  readonly version: readonly number[];
  /** The database connected to (its name, or the file's path). */
  readonly database: string;
  /**
   * What qualifies an unqualified table name at connect, so that own statements work whatever a migration sets:
   * PostgreSQL's `current_schema()` (`public` when there is none), MySQL's database, SQLite's `main`.
   */
  readonly namespace: string;
}

/** `null`, text, numbers, bigint, booleans, dates and bytes: what a driver takes and gives. */
export type SqlValue = null | string | number | bigint | boolean | Date | Uint8Array;
export type Row = Readonly<Record<string, unknown>>;

/** Error codes of `errors.ts` for a write that is not allowed. */
export type Denial = 'read-only' | 'permission-denied';

/** The database refused a statement. Thrown by every method that runs SQL, never with a secret in it. */
export class DatabaseError extends Error {
  readonly database: DatabaseMessage;
  /** Index of the failing part of `runScript`; undefined for a single statement. */
  readonly part: number | undefined;
  /** The connection is gone: whether the statement ran is not known. */
  readonly connectionLost: boolean;
  /** The wait for a lock on a table ran out (55P03, 1205, SQLITE_BUSY): the statement may be tried again. */
  readonly lockWait: boolean;
  /** The database or this user may not write: why, where that is known. */
  readonly denied: Denial | undefined;

  constructor(
    database: DatabaseMessage,
    more: {
      part?: number;
      connectionLost?: boolean;
      lockWait?: boolean;
      denied?: Denial | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(database.message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'DatabaseError';
    this.database = database;
    this.part = more.part;
    this.connectionLost = more.connectionLost ?? false;
    this.lockWait = more.lockWait ?? false;
    this.denied = more.denied;
  }
}

export interface LockHolder {
  /** For people: `process 123 (psql on host) since 12:04:05`; as much as the database tells. */
  readonly description: string;
  readonly since: Date | null;
}

export interface LockOptions {
  /** The history table's name as configured, so that two tables do not wait for each other. */
  readonly key: string;
  /** Milliseconds; 0 tries once. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Called once when the wait begins and again when the holder changes. */
  readonly onWait?: (holder: LockHolder | null) => void;
}

/** The migration lock. It goes with the connection: a killed process never leaves it behind. */
export interface Lock {
  /** Never throws; safe to call twice, and on a lost connection. */
  release(): Promise<void>;
}

export interface ScriptOptions {
  /** Called after each part that ran, in order, with its index, its time and the rows it changed. */
  readonly onDone?: (index: number, durationMs: number, rowCount: number | null) => void;
  /** Looked at before each part that is sent on its own; throws its reason. */
  readonly signal?: AbortSignal;
  /**
   * Whether the end of the part with that index must be told when it happens (default), or may be told with the next
   * one that must: each one told costs the server a packet of its own.
   */
  readonly atOnce?: (index: number) => boolean;
}

/** Limits of one environment or one migration; undefined leaves the server's own, except where a database's own is dangerous. */
export interface Limits {
  /** Wait for a table lock, milliseconds. */
  readonly lockTimeoutMs?: number;
  /** One statement's time, milliseconds. */
  readonly statementTimeoutMs?: number;
}

export interface ConnectOptions {
  /** A missing SQLite file may be created (its folder is not). Default false. */
  readonly create?: boolean;
  /** Nothing will be written: opens read-only where the engine can. Default false. */
  readonly readOnly?: boolean;
  /** Password from a secret store, when the URL has none. */
  readonly password?: string;
  readonly limits?: Limits;
  /** What the server shows of this session; default `switchback`. */
  readonly applicationName?: string;
  /** Relative SQLite paths are relative to this folder. */
  readonly directory?: string;
  readonly signal?: AbortSignal;
}

/** How a section's statements are laid around the transaction that holds them. */
export interface SectionLayout {
  /** Run before BEGIN (SQLite's `PRAGMA foreign_keys = off`, which is ignored inside). */
  readonly outside: readonly number[];
  /** Indexes of the statements inside, in order. */
  readonly inside: readonly number[];
  /** Own statements before COMMIT; each must return no row, else the section fails with what they say (`PRAGMA foreign_key_check`). */
  readonly checks: readonly string[];
}

/**
 * One open connection to one database. Everything a room above needs to know of a dialect is asked here.
 * Methods that run SQL throw `DatabaseError`; connecting throws `MigrateError`.
 */
export interface Database {
  readonly syntax: SqlDialect;
  readonly capabilities: Capabilities;
  readonly server: ServerInfo;
  /** The URL without password, for output. */
  readonly location: string;
  readonly ddl: Ddl;

  /** Runs one statement, gives its rows (column name → value). Parameters in the driver's own form (`$1` or `?`). */
  query<R extends Row = Row>(sql: string, params?: readonly SqlValue[]): Promise<readonly R[]>;
  /** Runs one statement, gives the number of rows it changed. */
  execute(sql: string, params?: readonly SqlValue[]): Promise<{ readonly rowCount: number | null }>;
  /**
   * Runs the parts in order on this connection, stopping at the first that fails (`DatabaseError.part` is its index).
   * In as few round trips as the wire allows. Opens no transaction of its own: BEGIN and COMMIT are parts.
   */
  runScript(parts: readonly string[], options?: ScriptOptions): Promise<void>;

  /** The statement that opens a transaction that may write. */
  readonly beginSql: string;
  /**
   * Rolls back. False when the server says that tables without transactions keep what was changed (MySQL's MyISAM).
   * Absent: everything goes back, and `ROLLBACK` is all there is to it.
   */
  rollback?(): Promise<boolean>;
  layout(statements: readonly { readonly text: string }[]): SectionLayout;
  /**
   * Whether migrations of these texts may share one COMMIT now and nobody could tell afterwards: what is rolled back
   * leaves no trace outside the transaction, no constraint waits for COMMIT with its check, and the database is so small
   * that nothing takes long (SQLite). Absent: never.
   */
  sharesCommit?(texts: readonly string[]): boolean;
  /**
   * The statements that put the session back to its start values, none when nothing can have changed.
   * `touched` false says that nothing but plain DDL and DML ran since. They never release the lock. `upcoming`: texts
   * that are not sent yet and will have run by then.
   */
  sessionReset(touched: boolean, upcoming?: readonly string[]): Promise<readonly string[]>;

  /** Statements that set `limits` for the transaction or session that follows. */
  limitsSql(limits: Limits): readonly string[];

  acquireLock(options: LockOptions): Promise<Lock>;
  /** Who holds the migration lock now; null: nobody. Absent where that cannot be told without taking it. */
  lockHolder?(key: string): Promise<LockHolder | null>;

  /** Quotes a name of one or more parts. */
  identifier(...parts: readonly string[]): string;
  /** Writes a value as a literal that needs no session setting to be read back right. */
  literal(value: SqlValue): string;

  readonly history: HistoryDdl;

  /** Reads the whole schema in a constant number of catalog queries. */
  introspect(options?: IntrospectOptions): Promise<Schema>;
  /** `fresh`: drops every table, view, type, routine, sequence … that the user owns in `schemas`; not extensions. */
  dropAll(options: DropAllOptions): Promise<void>;

  /** A fresh, empty database for loading a schema; dropped by `drop()`, and by a later run when this one is killed. */
  createScratch(options?: ScratchOptions): Promise<Scratch>;

  /** Stops what runs now on this connection (from another connection where needed); it then fails as cancelled. */
  cancel(): Promise<void>;
  close(): Promise<void>;
}

export interface IntrospectOptions {
  /** PostgreSQL schemas to read; default: all the user owns, less extensions'. */
  readonly schemas?: readonly string[];
  /** Owners and grants too. */
  readonly privileges?: boolean;
  /** Tables that are the tool's own: `[schema or null, name]`. */
  readonly exclude?: readonly (readonly [string | null, string])[];
  /** Only these tables and what hangs on them (recovery); default: everything. Names as the catalog spells them. */
  readonly onlyTables?: readonly (readonly [string | null, string])[];
}

export interface DropAllOptions {
  readonly schemas?: readonly string[];
  /** Tables that stay: `[schema or null, name]`. */
  readonly except?: readonly (readonly [string | null, string])[];
}

export interface ScratchOptions {
  /** Made on this server instead of the database's own. */
  readonly url?: string;
  readonly signal?: AbortSignal;
  /** What `image` of another one gave: begins with that instead of empty. */
  readonly image?: Uint8Array;
  /** Another one that begins the same way will be wanted soon. Default false. */
  readonly keepWarm?: boolean;
}

export interface Scratch {
  readonly database: Database;
  /** All that is in it, schema and rows, as bytes; absent where a database is no such thing. */
  readonly image?: () => Uint8Array | Promise<Uint8Array>;
  drop(): Promise<void>;
}

/** The statements that make and read the tool's own tables. Table names come quoted and qualified. */
export interface HistoryDdl {
  /** `CREATE TABLE IF NOT EXISTS` of the history: version, name, checksum, applied_at. */
  createHistory(table: string): readonly string[];
  /** `CREATE TABLE IF NOT EXISTS` of the journal; columns are those of `JournalRow` in `history/journal.ts`. */
  createJournal(table: string): readonly string[];
  /** The current time as SQL, for `applied_at`. */
  readonly now: string;
  /** `applied_at` as an ISO 8601 UTC text column expression. */
  isoTime(column: string): string;
  /** The columns a table has, in order, lower case; empty when there is no such table. */
  columnsOf(schema: string | null, table: string): Promise<readonly string[]>;
}
