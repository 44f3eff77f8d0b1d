import type { Schema } from '../../schema/model.ts';
import { sqliteSyntax } from '../../sql/dialect.ts';
import type {
  Capabilities,
  ConnectOptions,
  Database,
  DropAllOptions,
  HistoryDdl,
  IntrospectOptions,
  Limits,
  Lock,
  LockOptions,
  Row,
  Scratch,
  ScratchOptions,
  ScriptOptions,
  SectionLayout,
  ServerInfo,
  SqlValue,
} from '../database.ts';
import type { Ddl } from '../ddl.ts';
import { sqliteDdl } from './ddl.ts';
import { type Driver, type Handle, loadDriver, openHandle } from './driver.ts';
import { droppableSql, dropStatements } from './dropAll.ts';
import { Execution } from './execution.ts';
import { historyDdl } from './history.ts';
import { introspect } from './introspect.ts';
import { layoutSection } from './layout.ts';
import { type Location, parseLocation } from './location.ts';
import { acquireFileLock } from './lock.ts';
import { openFile } from './openFile.ts';
import { identifier, literal } from './quote.ts';
import { Session } from './session.ts';
import { sharesCommit } from './sharesCommit.ts';

const capabilities: Capabilities = {
  transactionalDdl: true,
  namespaces: false,
  namesIgnoreCase: true,
  columnOrder: false,
  concurrentIndexes: false,
  fileBased: true,
  manyStatementsPerMessage: false,
};

/** How long a statement waits for another program's lock on the file when nothing else is asked for. */
const defaultBusyTimeoutMs = 5000;

/**
 * Opens a SQLite database. Foreign keys are enforced unless the URL says `foreign_keys=off`.
 * Throws `malformed-url`, `driver-unavailable`, `database-file-missing`, `not-a-database`, `read-only`,
 * `permission-denied`, `lock-timeout`, `cancelled`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Database> {
  const location = parseLocation(url, options.directory ?? process.cwd());
  const Driver = await loadDriver();
  return openDatabase(Driver, location, options);
}

async function openDatabase(
  Driver: Driver,
  location: Location,
  options: ConnectOptions,
): Promise<SqliteDatabase> {
  const busyTimeoutMs = options.limits?.lockTimeoutMs ?? defaultBusyTimeoutMs;
  const handle = await openFile(Driver, location, {
    create: options.create ?? false,
    readOnly: options.readOnly ?? false,
    busyTimeoutMs,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return prepareDatabase(Driver, handle, location, busyTimeoutMs);
}

function prepareDatabase(
  Driver: Driver,
  handle: Handle,
  location: Location,
  busyTimeoutMs: number,
): SqliteDatabase {
  handle.exec(`PRAGMA foreign_keys = ${location.foreignKeys ? 'on' : 'off'}`);
  return new SqliteDatabase(Driver, handle, location, busyTimeoutMs);
}

class SqliteDatabase implements Database {
  readonly syntax = sqliteSyntax;
  readonly capabilities = capabilities;
  readonly server: ServerInfo;
  readonly location: string;
  readonly ddl: Ddl;
  readonly history: HistoryDdl;
  readonly beginSql = 'BEGIN IMMEDIATE';
  readonly identifier = identifier;
  readonly literal = literal;
  readonly #driver: Driver;
  readonly #handle: Handle;
  readonly #file: Location;
  readonly #session: Session;
  readonly #execution: Execution;
  readonly #locks = new Set<Lock>();

  constructor(Driver: Driver, handle: Handle, location: Location, busyTimeoutMs: number) {
    this.#driver = Driver;
    this.#handle = handle;
    this.#file = location;
    this.#session = new Session(handle, busyTimeoutMs);
    this.#execution = new Execution(handle, this.#session);
    const version = handle.prepare('SELECT sqlite_version()').pluck().get() as string;
    this.server = {
      product: `SQLite ${version}`,
      version: version.split('.').map(Number),
      database: location.path ?? ':memory:',
      namespace: 'main',
    };
    this.location = `sqlite:${location.path ?? ':memory:'}`;
    this.ddl = sqliteDdl(this.server.version);
    this.history = historyDdl(handle);
  }

  async query<R extends Row = Row>(sql: string, params: readonly SqlValue[] = []): Promise<readonly R[]> {
    return ((await this.#execution.run(sql, params)).rows ?? []) as readonly R[];
  }

  async execute(
    sql: string,
    params: readonly SqlValue[] = [],
  ): Promise<{ readonly rowCount: number | null }> {
    const { rowCount } = await this.#execution.run(sql, params);
    return { rowCount };
  }

  runScript(parts: readonly string[], options: ScriptOptions = {}): Promise<void> {
    return this.#execution.runScript(parts, options);
  }

  layout(statements: readonly { readonly text: string }[]): SectionLayout {
    return layoutSection(statements);
  }

  sharesCommit(texts: readonly string[]): boolean {
    return sharesCommit(this.#handle, texts);
  }

  async sessionReset(touched: boolean): Promise<readonly string[]> {
    return touched ? this.#session.reset() : [];
  }

  /** SQLite has no limit for a statement's time, and a running statement cannot be stopped. */
  limitsSql(limits: Limits): readonly string[] {
    return limits.lockTimeoutMs === undefined
      ? []
      : [`PRAGMA busy_timeout = ${Math.round(limits.lockTimeoutMs)}`];
  }

  async acquireLock(options: LockOptions): Promise<Lock> {
    // A database in memory is this connection's alone.
    if (this.#file.path === null) return { release: async () => {} };
    const held = await acquireFileLock(this.#driver, this.#file.path, options);
    const lock = {
      release: async () => {
        this.#locks.delete(lock);
        await held.release();
      },
    };
    this.#locks.add(lock);
    return lock;
  }

  async introspect(options: IntrospectOptions = {}): Promise<Schema> {
    return introspect((sql) => this.query(sql), options);
  }

  async dropAll({ except = [] }: DropAllOptions): Promise<void> {
    const rows = await this.query<{ type: string; name: string }>(droppableSql);
    const drops = dropStatements(rows.filter((row) => !except.some(([, name]) => name === row.name)));
    if (this.#handle.inTransaction) return this.runScript(['PRAGMA defer_foreign_keys = on', ...drops]);
    const enforced = this.#handle.pragma('foreign_keys', { simple: true }) === 1;
    this.#handle.exec('PRAGMA foreign_keys = off');
    try {
      await this.runScript([this.beginSql, ...drops, 'COMMIT']);
    } catch (error) {
      if (this.#handle.inTransaction) this.#handle.exec('ROLLBACK');
      throw error;
    } finally {
      if (enforced) this.#handle.exec('PRAGMA foreign_keys = on');
    }
  }

  /** A database in memory, gone when it is closed; nothing of it can stay behind, so `url` is not needed. */
  async createScratch({ image }: ScratchOptions = {}): Promise<Scratch> {
    const memory: Location = { path: null, mode: 'rwc', foreignKeys: this.#file.foreignKeys };
    const handle = openHandle(this.#driver, image === undefined ? ':memory:' : Buffer.from(image), {});
    const database = prepareDatabase(this.#driver, handle, memory, defaultBusyTimeoutMs);
    return { database, image: () => handle.serialize(), drop: () => database.close() };
  }

  /**
   * Takes effect before the next statement, or while one waits for another program's lock: SQLite runs in this thread,
   * and a statement that is running ends by itself. To stop that too, end the worker thread the engine runs in; the
   * file is then as it was before the open transaction.
   */
  async cancel(): Promise<void> {
    this.#execution.cancel();
  }

  async close(): Promise<void> {
    for (const lock of [...this.#locks]) await lock.release();
    if (this.#handle.open) this.#handle.close();
  }
}
