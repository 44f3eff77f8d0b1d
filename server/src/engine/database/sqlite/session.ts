import type { Handle } from './driver.ts';
import type { Pragma } from './pragma.ts';
import { identifier } from './quote.ts';

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
  readonly #before = new Map<string, string>();

  constructor(handle: Handle) {
    this.#handle = handle;
  }

  /** To be called before `pragma` runs. `busyTimeoutMs` is the connection's own, which the driver does not know. */
  willSet(pragma: Pragma, busyTimeoutMs: number): void {
    if (pragma.value === null || !sessionPragmas.has(pragma.name) || this.#before.has(pragma.name)) return;
    const value =
      pragma.name === 'busy_timeout'
        ? String(busyTimeoutMs)
        : (unreadable[pragma.name] ?? this.#read(pragma.name));
    if (value !== undefined) this.#before.set(pragma.name, value);
  }

  /** The statements that undo what was set, attached or made in `temp` since the last call, none when nothing was. */
  reset(): readonly string[] {
    const pragmas = [...this.#before].map(([name, value]) => `PRAGMA ${name} = ${value}`);
    this.#before.clear();
    return [...pragmas, ...this.#temporaryObjects(), ...this.#attached()];
  }

  #read(name: string): string | undefined {
    const row = this.#handle.prepare(`PRAGMA ${name}`).raw().get() as unknown[] | undefined;
    return row === undefined ? undefined : String(row[0]);
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
