import type { Connection } from 'mysql2/promise';
import { MigrateError } from '../../errors.ts';
import type { Schema } from '../../schema/model.ts';
import { mariadbSyntax, mysqlSyntax } from '../../sql/dialect.ts';
import type { SqlDialect } from '../../sql/index.ts';
import type {
  Capabilities,
  ConnectOptions,
  Database,
  DropAllOptions,
  HistoryDdl,
  IntrospectOptions,
  Limits,
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
import type { Ddl } from '../ddl.ts';
import { type Address, inDatabase, parseAddress } from './address.ts';
import { askMany } from './askMany.ts';
import { connectError } from './connectError.ts';
import { ddlFor } from './ddl.ts';
import { type Answer, answerOf, openDriver } from './driver.ts';
import { dropAll } from './dropAll.ts';
import { databaseError } from './errors.ts';
import { atLeast, type Flavour, flavourOf } from './flavour.ts';
import { historyDdl } from './history.ts';
import { introspect } from './introspect.ts';
import { limitsSql } from './limits.ts';
import { identifier, literal } from './literal.ts';
import { acquireLock, holderOf, lockName } from './lock.ts';
import { fillIn } from './parameters.ts';
import { createScratchDatabase } from './scratch.ts';
import { readSession, resetStatements, type SessionStart, startStatements } from './session.ts';

const capabilities: Capabilities = {
  transactionalDdl: false,
  namespaces: false,
  columnOrder: true,
  concurrentIndexes: false,
  fileBased: false,
  manyStatementsPerMessage: false,
};

/**
 * Opens a connection to MySQL (8.0 and later) or MariaDB (10.6 and later); the server's version says which, both schemes
 * take both. Throws `malformed-url`, `connection-refused`, `unknown-host`, `authentication-failed`,
 * `unknown-database`, `permission-denied`, `server-unsupported`, `driver-unavailable`, `cancelled`.
 */
export async function connect(url: string, options: ConnectOptions): Promise<Database> {
  return open(parseAddress(url, options.password), options);
}

async function open(address: Address, options: ConnectOptions): Promise<MysqlDatabase> {
  const driver = await openDriver(address, options);
  try {
    const [rows] = await driver.query('SELECT VERSION() AS version, CONNECTION_ID() AS id');
    const fact = (rows as Row[])[0]!;
    const flavour = flavourOf(String(fact.version));
    if (!atLeast(flavour.version, ...flavour.oldest)) {
      throw new MigrateError(
        'server-unsupported',
        `${flavour.product} ${flavour.version.join('.')} is too old.`,
        {
          hint: 'MySQL 8.0 and MariaDB 10.6 are the oldest that work.',
        },
      );
    }
    const database = new MysqlDatabase(driver, address, options, flavour, String(fact.id));
    await database.start();
    return database;
  } catch (error) {
    driver.destroy();
    throw error instanceof MigrateError ? error : connectError(error, address);
  }
}

class MysqlDatabase implements Database {
  readonly syntax: SqlDialect;
  readonly capabilities = capabilities;
  readonly ddl: Ddl;
  readonly beginSql = 'START TRANSACTION';
  readonly identifier = identifier;
  readonly literal = literal;
  readonly #driver: Connection;
  readonly #options: ConnectOptions;
  readonly #flavour: Flavour;
  readonly #connectionId: string;
  #address: Address;
  #noBackslashEscapes = false;
  #session: SessionStart | undefined;

  constructor(
    driver: Connection,
    address: Address,
    options: ConnectOptions,
    flavour: Flavour,
    connectionId: string,
  ) {
    this.#driver = driver;
    this.#address = address;
    this.#options = options;
    this.#flavour = flavour;
    this.#connectionId = connectionId;
    this.syntax = flavour.mariadb ? mariadbSyntax : mysqlSyntax;
    this.ddl = ddlFor(flavour);
  }

  /** Puts the session as the tool wants it and notes how it then is. */
  async start(): Promise<void> {
    const { collation, timeZone, variables } = this.#address;
    const { limits = {}, readOnly = false } = this.#options;
    const wishes = { collation, timeZone, limits, readOnly, variables };
    for (const sql of startStatements(wishes, this.#flavour)) await this.execute(sql);
    this.#session = await readSession((sql) => this.query(sql));
  }

  get server(): ServerInfo {
    const { product, version } = this.#flavour;
    const { database } = this.#address;
    return { product: `${product} ${version.join('.')}`, version, database, namespace: database };
  }

  get location(): string {
    return this.#address.location;
  }

  get history(): HistoryDdl {
    return historyDdl(this.#address.database, (sql, params) => this.query(sql, params));
  }

  async query<R extends Row = Row>(sql: string, params: readonly SqlValue[] = []): Promise<readonly R[]> {
    const { rows } = await this.#run(sql, params);
    return (rows ?? []) as readonly R[];
  }

  async execute(
    sql: string,
    params: readonly SqlValue[] = [],
  ): Promise<{ readonly rowCount: number | null }> {
    return { rowCount: rowCountOf(await this.#run(sql, params)) };
  }

  async runScript(parts: readonly string[], { onDone, signal }: ScriptOptions = {}): Promise<void> {
    for (const [index, sql] of parts.entries()) {
      signal?.throwIfAborted();
      const started = performance.now();
      const answer = await this.#run(sql, [], index);
      onDone?.(index, performance.now() - started, rowCountOf(answer));
    }
  }

  async rollback(): Promise<boolean> {
    const answer = await this.#run('ROLLBACK', []);
    if (answer.rows !== null || answer.warnings === 0) return true;
    const warnings = await this.query<{ Code: number }>('SHOW WARNINGS');
    return warnings.every(({ Code }) => Code !== incompleteRollback);
  }

  layout(statements: readonly { readonly text: string }[]): SectionLayout {
    return { outside: [], inside: statements.map((_, index) => index), checks: [] };
  }

  async sessionReset(touched: boolean): Promise<readonly string[]> {
    if (!touched || this.#session === undefined) return [];
    return resetStatements(this.#session, (sql) => this.query(sql));
  }

  limitsSql(limits: Limits): readonly string[] {
    return limitsSql(limits, this.#flavour);
  }

  acquireLock(options: LockOptions): Promise<Lock> {
    return acquireLock(lockName(this.#address.database, options.key), options, (sql, params) =>
      this.query(sql, params),
    );
  }

  lockHolder(key: string): Promise<LockHolder | null> {
    return holderOf(lockName(this.#address.database, key), (sql, params) => this.query(sql, params));
  }

  async introspect(options: IntrospectOptions = {}): Promise<Schema> {
    if (await this.#isAsBegun()) return this.#introspect(options);
    // What a migration has set changes what the catalog answers: asked from a new session then.
    const fresh = await open(this.#address, this.#options);
    return fresh.#introspect(options).finally(() => fresh.close());
  }

  dropAll({ except = [] }: DropAllOptions): Promise<void> {
    const kept = except.map(([, name]) => name);
    return dropAll(this, this.#flavour, this.#address.database, kept);
  }

  async createScratch({ url, signal }: ScratchOptions = {}): Promise<Scratch> {
    const address = url === undefined ? this.#address : parseAddress(url, undefined);
    const database = await open(address, {
      ...this.#options,
      readOnly: false,
      ...(signal === undefined ? {} : { signal }),
    });
    return createScratchDatabase(database, (name) => database.#enter(name));
  }

  async cancel(): Promise<void> {
    const other = await openDriver(this.#address, { applicationName: 'switchback cancel' }).catch(() => null);
    // It may have ended by itself meanwhile, or the connection be gone.
    await other?.query(`KILL QUERY ${this.#connectionId}`).catch(() => {});
    other?.destroy();
  }

  async close(): Promise<void> {
    await this.#driver.end().catch(() => this.#driver.destroy());
  }

  #introspect(options: IntrospectOptions): Promise<Schema> {
    const query = (sql: string) => this.query(sql);
    const together = () => openDriver(this.#address, this.#options, true).catch(() => null);
    const start = (name: string) => this.#session?.variables.get(name) ?? '';
    return introspect(
      {
        query,
        askMany: (statements) => askMany(statements, query, together),
        askApart: async (work) => {
          const apart = await open(this.#address, { ...this.#options, readOnly: false });
          return work((sql) => apart.query(sql)).finally(() => apart.close());
        },
        flavour: this.#flavour,
        database: this.#address.database,
        session: {
          sqlMode: start('sql_mode'),
          timeZone: start('time_zone'),
          collationConnection: start('collation_connection'),
        },
      },
      options,
    );
  }

  /** Whether the session is still what the catalog must be asked with: its database, mode and character set. */
  async #isAsBegun(): Promise<boolean> {
    const [now] = await this.query(
      'SELECT DATABASE() AS place, @@SESSION.sql_mode AS mode, @@SESSION.character_set_results AS results',
    );
    const { database } = this.#address;
    const start = this.#session?.variables;
    return (
      now?.place === database &&
      now.mode === start?.get('sql_mode') &&
      now.results === start?.get('character_set_results')
    );
  }

  /** Moves this connection to another database for good. */
  async #enter(database: string): Promise<void> {
    await this.execute(`USE ${identifier(database)}`);
    this.#address = inDatabase(this.#address, database);
    this.#session = await readSession((sql) => this.query(sql));
  }

  async #run(sql: string, params: readonly SqlValue[], part?: number): Promise<Answer> {
    const text = params.length === 0 ? sql : fillIn(sql, params, this.#noBackslashEscapes);
    try {
      const [result] = await this.#driver.query(text);
      const answer = answerOf(result);
      if (answer.rows === null) this.#noBackslashEscapes = answer.noBackslashEscapes;
      return answer;
    } catch (error) {
      throw databaseError(error, text, this.#flavour, part);
    }
  }
}

/** ER_WARNING_NOT_COMPLETE_ROLLBACK */
const incompleteRollback = 1196;

function rowCountOf(answer: Answer): number | null {
  return answer.rows === null ? answer.rowCount : null;
}
