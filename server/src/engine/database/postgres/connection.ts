import type { Client, QueryResult } from 'pg';
import { MigrateError } from '../../errors.ts';
import type { Schema } from '../../schema/model.ts';
import { postgresSyntax } from '../../sql/dialect.ts';
import type {
  Capabilities,
  ConnectOptions,
  Database,
  DropAllOptions,
  HistoryDdl,
  IntrospectOptions,
  Lock,
  LockHolder,
  LockOptions,
  Row,
  Scratch,
  ScratchOptions,
  ScriptOptions,
  SectionLayout,
  ServerInfo,
  SqlValue,
} from '../database.ts';
import { type Address, inDatabase, parseAddress } from './address.ts';
import { connectError } from './connectError.ts';
import { postgresDdl } from './ddl.ts';
import { openDriver, openOver } from './driver.ts';
import { dropAll } from './dropAll.ts';
import { beyondEmbedded } from './embedded/beyond.ts';
import { onDemand } from './embedded/onDemand.ts';
import { createEmbeddedScratch, embeddedUrl, isEmbedded } from './embedded/scratch.ts';
import { type EmbeddedServer, startServer } from './embedded/server.ts';
import { databaseError } from './errors.ts';
import { historyDdl } from './history.ts';
import { introspect } from './introspect.ts';
import { limitsSql } from './limits.ts';
import { acquireLock, holderOf, lockKey } from './lock.ts';
import { runPipeline } from './pipeline.ts';
import { refuseTransactionPooler } from './pooler.ts';
import { identifier, literal } from './quote.ts';
import { createScratchDatabase, likeSql } from './scratch.ts';
import { readSession, type SessionFacts, SessionReset, startStatements } from './session.ts';

const capabilities: Capabilities = {
  transactionalDdl: true,
  namespaces: true,
  columnOrder: false,
  concurrentIndexes: true,
  fileBased: false,
  manyStatementsPerMessage: true,
  ownScratch: embeddedUrl,
};

const oldestVersion = 13;

/**
 * Opens a connection to PostgreSQL 13 or later. Throws `malformed-url`, `connection-refused`, `unknown-host`,
 * `authentication-failed`, `unknown-database`, `permission-denied`, `server-unsupported`, `driver-unavailable`, `cancelled`.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Database> {
  return open(parseAddress(url, options.password), options);
}

/** Opens a PostgreSQL of its own in this process, empty and gone with the connection. Throws `driver-unavailable`. */
export async function connectEmbedded(_url: string, options: ConnectOptions = {}): Promise<Database> {
  const open = async () => openEmbedded(await startServer(undefined), options);
  if (knownEmbedded === undefined) {
    knownEmbedded = await open();
    return knownEmbedded;
  }
  const scratchHere: Database['createScratch'] = (scratch = {}) =>
    createEmbeddedScratch(scratch, (server) => openEmbedded(server, options));
  return onDemand(knownEmbedded, open, scratchHere);
}

/** What the first one has said of itself: every other one would say the same. */
let knownEmbedded: Database | undefined;

async function openEmbedded(
  server: EmbeddedServer,
  options: ConnectOptions,
  like?: SessionFacts,
): Promise<PostgresDatabase> {
  const { signal: _, limits: _limits, readOnly: _readOnly, ...kept } = options;
  const client = await openOver(server.wire);
  const facts = await readSession(client);
  const address = { ...parseAddress('postgres:', undefined), location: embeddedUrl };
  const product = `${facts.product} (PGlite)`;
  const database = new PostgresDatabase(client, address, kept, { ...facts, product }, like, server);
  await database.start();
  return database;
}

/** `like`: the session whose search path and namespace this one has, whatever its own database says. */
async function open(
  address: Address,
  options: ConnectOptions,
  like?: SessionFacts,
): Promise<PostgresDatabase> {
  const client = await openDriver(address, options);
  try {
    const facts = await readSession(client);
    if (facts.foreign !== null || (facts.version[0] ?? 0) < oldestVersion) {
      throw new MigrateError('server-unsupported', `${facts.foreign ?? facts.product} is not supported.`, {
        hint: `PostgreSQL ${oldestVersion} is the oldest that works.`,
      });
    }
    const database = new PostgresDatabase(client, address, options, facts, like);
    await database.start();
    return database;
  } catch (error) {
    void client.end().catch(() => {});
    throw error instanceof MigrateError ? error : connectError(error, address);
  }
}

class PostgresDatabase implements Database {
  readonly syntax = postgresSyntax;
  readonly capabilities = capabilities;
  readonly server: ServerInfo;
  readonly location: string;
  readonly ddl = postgresDdl;
  readonly history: HistoryDdl;
  readonly beginSql = 'BEGIN';
  readonly identifier = identifier;
  readonly literal = literal;
  readonly limitsSql = limitsSql;
  readonly #client: Client;
  readonly #address: Address;
  readonly #options: ConnectOptions;
  readonly #facts: SessionFacts;
  readonly #searchPath: string | undefined;
  /** The server itself, where it is in this process. */
  readonly #embedded: EmbeddedServer | undefined;
  #reset: SessionReset;
  /** The end of the last call: calls of this connection take turns. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    client: Client,
    address: Address,
    options: ConnectOptions,
    facts: SessionFacts,
    like: SessionFacts | undefined,
    embedded?: EmbeddedServer,
  ) {
    this.#embedded = embedded;
    this.#client = client;
    this.#address = address;
    this.#options = options;
    this.#facts = facts;
    this.#reset = new SessionReset([]);
    this.#searchPath = like?.searchPath;
    const { product, version, database } = facts;
    const namespace = like?.namespace ?? facts.namespace;
    this.server = { product, version, database, namespace };
    this.location = address.location;
    this.history = historyDdl((sql, params) => this.query(sql, params));
  }

  /** Puts the session as the tool wants it. */
  async start(): Promise<void> {
    const { limits = {}, readOnly = false } = this.#options;
    const settings = { limits, readOnly, searchPath: this.#searchPath };
    const withCheck = startStatements({ ...settings, connectionCheck: (this.#facts.version[0] ?? 0) >= 14 });
    try {
      await this.#begin(withCheck);
    } catch (error) {
      // A server on a system that cannot look for its client refuses to be told to.
      if ((error as { code?: string }).code !== '22023') throw error;
      await this.#begin(startStatements({ ...settings, connectionCheck: false }));
    }
  }

  async #begin(statements: readonly string[]): Promise<void> {
    if (statements.length > 0) await this.#client.query(statements.join(';\n'));
    this.#reset = new SessionReset(statements);
  }

  async query<R extends Row = Row>(sql: string, params: readonly SqlValue[] = []): Promise<readonly R[]> {
    return (await this.#run(sql, params)).rows as R[];
  }

  async execute(
    sql: string,
    params: readonly SqlValue[] = [],
  ): Promise<{ readonly rowCount: number | null }> {
    const { rowCount } = await this.#run(sql, params);
    return { rowCount };
  }

  async runScript(parts: readonly string[], options: ScriptOptions = {}): Promise<void> {
    if (parts.length === 0) return;
    for (const text of parts) this.#reset.saw(text);
    try {
      await this.#inTurn(() => runPipeline(this.#client, parts, options));
    } catch (error) {
      throw this.#told(error);
    }
  }

  layout(statements: readonly unknown[]): SectionLayout {
    return { outside: [], inside: statements.map((_, index) => index), checks: [] };
  }

  async sessionReset(touched: boolean, upcoming: readonly string[] = []): Promise<readonly string[]> {
    for (const text of upcoming) this.#reset.saw(text);
    return touched ? this.#reset.statements() : [];
  }

  async acquireLock(options: LockOptions): Promise<Lock> {
    if (this.#embedded === undefined) await this.#refusePooler();
    return acquireLock(lockKey(this.server.database, options.key), options, (sql) => this.query(sql));
  }

  lockHolder(key: string): Promise<LockHolder | null> {
    return holderOf(lockKey(this.server.database, key), (sql) => this.query(sql));
  }

  async #refusePooler(): Promise<void> {
    await refuseTransactionPooler(this.#client, this.#facts.process, () =>
      openDriver(this.#address, this.#options),
    );
  }

  introspect(options: IntrospectOptions = {}): Promise<Schema> {
    const session = {
      client: this.#client,
      version: this.#facts.version[0] ?? 0,
      namespace: this.server.namespace,
      user: this.#facts.user,
    };
    return this.#inTurn(() =>
      introspect(session, options).catch((error: unknown) => {
        throw databaseError(error, '');
      }),
    );
  }

  dropAll(options: DropAllOptions): Promise<void> {
    return dropAll(this, options);
  }

  async createScratch(scratch: ScratchOptions = {}): Promise<Scratch> {
    const { url, signal } = scratch;
    const like = { ...this.#facts, namespace: this.server.namespace };
    if (isEmbedded(url) || (url === undefined && this.#embedded !== undefined)) {
      return createEmbeddedScratch(scratch, (server) => openEmbedded(server, this.#options, like));
    }
    const address = url === undefined ? this.#address : parseAddress(url, undefined);
    const { readOnly: _readOnly, limits: _limits, ...kept } = this.#options;
    const options = { ...kept, ...(signal === undefined ? {} : { signal }) };
    const [settings] = await this.query(likeSql);
    const server = await open(address, options);
    return createScratchDatabase(server, settings!, (name) => open(inDatabase(address, name), options, like));
  }

  async cancel(): Promise<void> {
    if (this.#embedded !== undefined) return this.#embedded.end();
    const other = await openDriver(this.#address, { applicationName: 'switchback cancel' }).catch(() => null);
    // It may have ended by itself meanwhile, or the connection be gone.
    await other?.query('SELECT pg_catalog.pg_cancel_backend($1)', [this.#facts.process]).catch(() => {});
    await other?.end().catch(() => {});
  }

  async close(): Promise<void> {
    if (this.#embedded !== undefined) return this.#embedded.end();
    await this.#client.end().catch(() => {});
  }

  async #run(sql: string, params: readonly SqlValue[]): Promise<QueryResult<Row>> {
    this.#reset.saw(sql);
    return this.#inTurn(async () => {
      try {
        const values = params.map((value) => (typeof value === 'bigint' ? String(value) : value));
        const result: QueryResult<Row> | QueryResult<Row>[] = await this.#client.query<Row>(sql, values);
        return Array.isArray(result) ? (result as QueryResult<Row>[]).at(-1)! : result;
      } catch (error) {
        throw this.#told(databaseError(error, sql));
      }
    });
  }

  #told(error: unknown): unknown {
    return this.#embedded === undefined ? error : beyondEmbedded(error);
  }

  /** The driver wants one call at a time; a code migration may make several. */
  #inTurn<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(call);
    this.#turn = result.catch(() => {});
    return result;
  }
}
