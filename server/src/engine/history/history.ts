import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { MigrateError } from '../errors.ts';
import { type JournalRow, journalColumns } from './journal.ts';

/** One applied migration as the history table has it. */
export interface HistoryRow {
  /** As it was written. */
  readonly version: string;
  readonly name: string;
  readonly checksum: string;
  /** ISO 8601, UTC. */
  readonly appliedAt: string;
}

export interface HistoryOptions {
  /** Unquoted, may be `schema.table`; default `schema_migrations`. */
  readonly table: string;
  /** Namespace of the table where `table` names none; default: the connection's own. */
  readonly schema?: string;
}

export const defaultTable = 'schema_migrations';
const historyColumns = ['version', 'name', 'checksum', 'applied_at'];

/** What a migration leaves in the journal when it has run in a transaction. */
export type JournalEntry = Omit<JournalRow, 'id'>;

/** What the journal says has begun and not ended well. */
export interface Unfinished {
  /** Of migrations, oldest first. */
  readonly executions: readonly JournalRow[];
  /** The mark of a `fresh` that has not dropped everything; null: none. */
  readonly dropping: JournalRow | null;
}

/** The two tables of the tool in one database. Reads run at once; writes are given as SQL, to travel with the migration. */
export class History {
  readonly #database: Database;
  /** As configured; null: the connection's own namespace. */
  readonly #schema: string | null;
  readonly #namespace: string;
  readonly #name: string;
  /** Quoted and qualified. */
  readonly table: string;
  readonly journal: string;

  constructor(database: Database, options: HistoryOptions) {
    const dot = options.table.indexOf('.');
    this.#database = database;
    this.#schema = dot > 0 ? options.table.slice(0, dot) : (options.schema ?? null);
    this.#name = dot > 0 ? options.table.slice(dot + 1) : options.table;
    this.#namespace = this.#schema ?? database.server.namespace;
    this.table = database.identifier(this.#namespace, this.#name);
    this.journal = database.identifier(this.#namespace, `${this.#name}_journal`);
  }

  /** For messages: `schema_migrations`. */
  get displayName(): string {
    return this.#schema === null ? this.#name : `${this.#schema}.${this.#name}`;
  }

  /** The tool's own tables, for leaving them out of a schema. */
  get ownTables(): readonly (readonly [string | null, string])[] {
    const schema = this.#database.capabilities.namespaces ? this.#namespace : null;
    return [
      [schema, this.#name],
      [schema, `${this.#name}_journal`],
    ];
  }

  /**
   * Whether the history table is there. Throws `foreign-history-table` when a table of that name is there but
   * belongs to another tool (golang-migrate's, dbmate's and Rails' have the same name and other columns).
   */
  async exists(): Promise<boolean> {
    const columns = await this.#database.history.columnsOf(this.#namespace, this.#name);
    if (columns.length === 0) return false;
    const lacking = historyColumns.filter((column) => !columns.includes(column));
    if (lacking.length === 0) return true;
    throw new MigrateError(
      'foreign-history-table',
      `The table ${this.displayName} belongs to another tool: it has the columns ${columns.join(', ')}.`,
      {
        hint: 'Choose another name with --table NAME (or "table" in the configuration); then `migrate baseline VERSION` takes over what is applied.',
      },
    );
  }

  /** Creates the tables that do not exist. Call it under the lock. True when the history table is new. */
  async ensure(): Promise<boolean> {
    const exists = await this.exists();
    const { history } = this.#database;
    if (!exists) {
      await this.#create([...history.createHistory(this.table), ...history.createJournal(this.journal)]);
    } else if (!(await this.hasJournal())) {
      await this.#create(history.createJournal(this.journal));
    }
    return !exists;
  }

  async #create(statements: readonly string[]): Promise<void> {
    for (const sql of statements) await this.#database.execute(sql);
  }

  async hasJournal(): Promise<boolean> {
    return (await this.#database.history.columnsOf(this.#namespace, `${this.#name}_journal`)).length > 0;
  }

  /** Every row, in no order. The table must exist. */
  async rows(): Promise<readonly HistoryRow[]> {
    const rows = await this.#database.query<Record<'version' | 'name' | 'checksum' | 'applied_at', string>>(
      `SELECT version, name, checksum, ${this.#database.history.isoTime('applied_at')} AS applied_at FROM ${this.table}`,
    );
    return rows.map((row) => ({
      version: String(row.version),
      name: String(row.name ?? ''),
      checksum: String(row.checksum ?? ''),
      appliedAt: String(row.applied_at),
    }));
  }

  /**
   * What was begun and has no good end. An execution that stopped before its first statement began has done nothing,
   * and is none. The journal must exist.
   */
  async unfinished(): Promise<Unfinished> {
    const rows = await this.#journalRows(
      `WHERE j.state IN ('incomplete', 'dropping') OR (j.state = 'running' AND (j.total = 0 OR j.position >= 0 OR j.position_done = 1))`,
    );
    return {
      executions: rows.filter(({ state }) => state !== 'dropping'),
      dropping: rows.find(({ state }) => state === 'dropping') ?? null,
    };
  }

  /** The newest row that says what was applied for this version; undefined when the journal does not know it. */
  async appliedText(version: string): Promise<JournalRow | undefined> {
    const rows = await this.#journalRows(
      `WHERE j.version = ${this.#database.literal(version)} AND j.up_text IS NOT NULL AND j.direction = 'up' AND j.state IN ('done', 'removed')`,
    );
    return rows.at(-1);
  }

  /** The statement a journal row has reached, as committed; -1 when it has begun none. */
  async position(entry: string): Promise<number> {
    const [row] = await this.#database.query(
      `SELECT position FROM ${this.journal} WHERE entry = ${this.#database.literal(entry)}`,
    );
    return row === undefined ? -1 : Number(row.position);
  }

  async #journalRows(where: string): Promise<readonly JournalRow[]> {
    const rows = await this.#database.query(
      `SELECT ${journalColumns.map((column) => `j.${column}`).join(', ')} FROM ${this.journal} j ${where} ORDER BY j.id`,
    );
    return rows.map(
      (row) =>
        ({
          ...row,
          id: Number(row.id),
          total: Number(row.total),
          position: Number(row.position),
          position_done: Number(row.position_done),
          duration_ms: row.duration_ms === null ? null : Number(row.duration_ms),
        }) as unknown as JournalRow,
    );
  }

  insertSql(row: { readonly version: string; readonly name: string; readonly checksum: string }): string {
    const values = [row.version, row.name, row.checksum].map((value) => this.#database.literal(value));
    return `INSERT INTO ${this.table} (version, name, checksum, applied_at) VALUES (${values.join(', ')}, ${this.#database.history.now})`;
  }

  /** The statements that forget everything: no migration is applied, and none ever was. */
  clearSql(): readonly string[] {
    return [`DELETE FROM ${this.table}`, `DELETE FROM ${this.journal}`];
  }

  deleteSql(version: string): string {
    return `DELETE FROM ${this.table} WHERE version = ${this.#database.literal(version)}`;
  }

  checksumSql(version: string, checksum: string, name: string): string {
    const database = this.#database;
    return `UPDATE ${this.table} SET checksum = ${database.literal(checksum)}, name = ${database.literal(name)} WHERE version = ${database.literal(version)}`;
  }

  journalInsertSql(entry: JournalEntry): string {
    const columns = journalColumns.filter((column) => column !== 'id');
    const values = columns.map((column) => this.#database.literal(entry[column as keyof JournalEntry]));
    return `INSERT INTO ${this.journal} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
  }

  journalUpdateSql(entry: string, values: Partial<JournalEntry>): string {
    const set = Object.entries(values).map(
      ([column, value]) => `${column} = ${this.#database.literal(value ?? null)}`,
    );
    return `UPDATE ${this.journal} SET ${set.join(', ')} WHERE entry = ${this.#database.literal(entry)}`;
  }
}

/** A journal row with the things every row has; `values` fills the rest. */
export function journalEntry(
  values: Pick<JournalEntry, 'run' | 'version' | 'name' | 'direction' | 'state' | 'checksum'> &
    Partial<JournalEntry>,
): JournalEntry {
  const now = new Date().toISOString();
  return {
    entry: randomUUID(),
    up_text: null,
    down_text: null,
    total: 0,
    position: -1,
    position_done: 0,
    hashes: null,
    snapshot: null,
    error: null,
    started_at: now,
    finished_at: values.state === 'running' ? null : now,
    duration_ms: null,
    ...values,
  };
}
