import type { Handle } from './driver.ts';
import { isOff, type Pragma } from './pragma.ts';
import { identifier } from './quote.ts';
import { type Broken, ForeignKeyWatch } from './violations.ts';

/** Settings of the session, not of the file: what a migration sets of them must not reach the next one. */
const sessionPragmas: ReadonlySet<string> = new Set([
  'analysis_limit',
  'automatic_index',
  'busy_timeout',
  'cache_size',
  'cache_spill',
  'case_sensitive_like',
  'cell_size_check',
  'checkpoint_fullfsync',
  'count_changes',
  'defer_foreign_keys',
  'foreign_keys',
  'full_column_names',
  'fullfsync',
  'hard_heap_limit',
  'ignore_check_constraints',
  'journal_size_limit',
  'legacy_alter_table',
  'locking_mode',
  'max_page_count',
  'mmap_size',
  'query_only',
  'read_uncommitted',
  'recursive_triggers',
  'reverse_unordered_selects',
  'secure_delete',
  'short_column_names',
  'soft_heap_limit',
  'synchronous',
  'temp_store',
  'threads',
  'trusted_schema',
  'wal_autocheckpoint',
  'writable_schema',
]);

/** What SQLite lets set but not read. */
const unreadable: Readonly<Record<string, string>> = { case_sensitive_like: '0' };

/**
 * Remembers what the pragmas of a session were before they were first set, and says how to put the session back.
 * The journal mode stays: it belongs to the file.
 */
export class Session {
  readonly #handle: Handle;
  readonly #foreignKeys: ForeignKeyWatch;
  readonly #start = new Map<string, string>();
  #busyTimeoutMs: number;

  constructor(handle: Handle, busyTimeoutMs: number) {
    this.#handle = handle;
    this.#foreignKeys = new ForeignKeyWatch(handle);
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  /** How long a statement waits for another program; the driver's own timeout is always 0. */
  get busyTimeoutMs(): number {
    return this.#busyTimeoutMs;
  }

  /** References broken since foreign keys were switched off. */
  newViolations(): readonly Broken[] {
    return this.#foreignKeys.added();
  }

  /** To be called before `pragma` runs. */
  willRun({ name, value }: Pragma): void {
    if (value === null) return;
    if (name === 'foreign_keys' && isOff(value) && !this.#handle.inTransaction) this.#foreignKeys.remember();
    if (sessionPragmas.has(name) && !this.#start.has(name)) {
      const start = this.#read(name) ?? unreadable[name];
      if (start !== undefined) this.#start.set(name, start);
    }
    // The driver is stricter than SQLite: editing the schema's text needs its own leave too.
    if (name === 'writable_schema') this.#handle.unsafeMode(!isOff(value));
    if (name === 'busy_timeout') this.#busyTimeoutMs = Math.max(0, Number.parseInt(value, 10) || 0);
  }

  /** The statements that undo what was set, attached or made in `temp`, none when nothing was. */
  reset(): readonly string[] {
    const changed = [...this.#start].filter(([name, start]) => this.#read(name) !== start);
    const pragmas = changed.map(([name, start]) => `PRAGMA ${name} = ${start}`);
    return [...pragmas, ...this.#temporaryObjects(), ...this.#attached()];
  }

  #read(name: string): string | undefined {
    if (name === 'busy_timeout') return String(this.#busyTimeoutMs);
    if (name in unreadable) return undefined;
    const value = this.#handle.prepare(`PRAGMA ${name}`).pluck().get();
    return value === undefined ? undefined : String(value);
  }

  #temporaryObjects(): string[] {
    const rows = this.#handle
      .prepare(
        `SELECT type, name FROM temp.sqlite_schema WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY CASE type WHEN 'trigger' THEN 0 WHEN 'view' THEN 1 ELSE 2 END, sql NOT LIKE 'CREATE VIRTUAL%', name`,
      )
      .all() as { type: string; name: string }[];
    return rows.map(({ type, name }) => `DROP ${type.toUpperCase()} IF EXISTS ${identifier('temp', name)}`);
  }

  #attached(): string[] {
    const rows = this.#handle
      .prepare("SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')")
      .all() as {
      name: string;
    }[];
    return rows.map(({ name }) => `DETACH ${identifier(name)}`);
  }
}
