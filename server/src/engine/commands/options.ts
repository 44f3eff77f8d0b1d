import type { Limits } from '../database/database.ts';
import type { OnEvent } from '../events.ts';
import type { OutOfOrderRule } from '../plan/select.ts';

/** Everything a command needs to know of the project and of one environment; nothing is read from elsewhere. */
export interface MigratorOptions {
  /** The database; undefined for commands that need none (`validate`, `new`). */
  readonly url?: string;
  /** From a secret store, when the URL has none. */
  readonly password?: string;
  /** Migrations directory, absolute. */
  readonly directory: string;
  /** Glob patterns of file names that are no migrations. */
  readonly ignore?: readonly string[];
  /** History table, may be `schema.table`; default `schema_migrations`. */
  readonly table?: string;
  /** Namespace of the history table. */
  readonly schema?: string;
  /** PostgreSQL schemas in scope of `fresh`, `dump` and `diff`. */
  readonly schemas?: readonly string[];
  /** Default `warn`. */
  readonly outOfOrder?: OutOfOrderRule;
  /** How long to wait for the migration lock; default 60,000 ms. */
  readonly lockTimeoutMs?: number;
  readonly limits?: Limits;
  /** How often a statement that lost the wait for a table lock is tried again; default 0. */
  readonly retries?: number;
  /** The environment's name when it is a production one: `fresh` then needs a confirmation. */
  readonly production?: string;
  /** Relative SQLite paths are relative to this folder; default: the process's. */
  readonly workingDirectory?: string;
}

/** What every command takes. */
export interface CommandOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export const defaultLockTimeoutMs = 60_000;
