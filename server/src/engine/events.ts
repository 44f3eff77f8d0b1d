import type { LockHolder } from './database/database.ts';
import type { MigrateError } from './errors.ts';

export type Direction = 'up' | 'down';

/** Which migration an event or a result speaks of. */
export interface MigrationRef {
  readonly version: string;
  readonly name: string;
  /** `20240115100000_create_users`, as output shows it. */
  readonly id: string;
}

/** A sentence that does not stop the run; `code` is documented. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly version?: string;
  readonly file?: string;
}

/** What happens while a command runs, in order. The command line, JSON and the editor are its readers. */
export type EngineEvent =
  | { readonly type: 'warning'; readonly warning: Warning }
  | { readonly type: 'lockWaiting'; readonly holder: LockHolder | null }
  | { readonly type: 'historyCreated'; readonly table: string }
  | { readonly type: 'dropping'; readonly location: string }
  | {
      readonly type: 'runStarted';
      readonly direction: Direction;
      readonly migrations: readonly MigrationRef[];
    }
  | {
      readonly type: 'migrationStarted';
      readonly direction: Direction;
      readonly migration: MigrationRef;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'statementDone';
      readonly migration: MigrationRef;
      readonly statement: StatementProgress;
    }
  | {
      readonly type: 'statementRetried';
      readonly migration: MigrationRef;
      readonly attempt: number;
      readonly attempts: number;
      readonly reason: string;
    }
  | {
      readonly type: 'migrationDone';
      readonly direction: Direction;
      readonly migration: MigrationRef;
      readonly durationMs: number /** only the record was removed (`down --force`) */;
      readonly recordOnly: boolean;
    }
  | {
      readonly type: 'migrationFailed';
      readonly direction: Direction;
      readonly migration: MigrationRef;
      readonly error: MigrateError;
    }
  | { readonly type: 'takingBack'; readonly migration: MigrationRef; readonly statements: readonly string[] };

export interface StatementProgress {
  /** 0-based in its section. */
  readonly index: number;
  readonly total: number;
  readonly text: string;
  readonly file: string;
  /** 1-based line where it begins. */
  readonly line: number;
  readonly durationMs: number;
  readonly rowCount: number | null;
}

export type OnEvent = (event: EngineEvent) => void;

export interface CompletedMigration extends MigrationRef {
  /** Whole milliseconds. */
  readonly durationMs: number;
  /** Only the record was removed; its schema changes stay. */
  readonly recordOnly: boolean;
}

/** How `up`, `down`, `redo`, `fresh`, `resume` and `recover` end. A failure is a value here, never a throw. */
export interface RunResult {
  readonly applied: readonly CompletedMigration[];
  readonly rolledBack: readonly CompletedMigration[];
  /** Those that were planned and had no turn, in the order they would have had one. */
  readonly skipped: readonly MigrationRef[];
  readonly failed: {
    readonly migration: MigrationRef;
    readonly direction: Direction;
    readonly error: MigrateError;
  } | null;
  readonly warnings: readonly Warning[];
  /** Nothing was executed: the lists say what would be. */
  readonly dryRun: boolean;
  /** With `dryRun`: each planned migration's statements, in order. */
  readonly plan: readonly PlannedMigration[];
  /** The version a `down --to` ended at. */
  readonly target: string | null;
}

export interface PlannedMigration extends MigrationRef {
  readonly direction: Direction;
  readonly statements: readonly string[];
  /** False where a failure could leave some of it behind until it is taken back. */
  readonly transactional: boolean;
  readonly recordOnly: boolean;
}
