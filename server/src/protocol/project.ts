// What a workspace holds: projects, environments, migrations and their states.

/** A configuration, or a folder with migrations and none. */
export interface Project {
  /** Stable while the server lives: the URI of the configuration file, or of the folder. */
  readonly id: string;
  readonly name: string;
  readonly workspaceFolder: string;
  readonly configuration: string | null;
  /** Of the active environment. */
  readonly directory: string;
  readonly directoryExists: boolean;
  readonly schemaFile: string | null;
  readonly environments: readonly Environment[];
  readonly activeEnvironment: string | null;
  /** Why the configuration cannot be read; its environments are then those of the last good reading. */
  readonly problem: Problem | null;
}

export interface Environment {
  /** `DATABASE_URL` for the variable when no environment is written. */
  readonly name: string;
  readonly production: boolean;
  /** The URL without password; null when it cannot be told (a variable is missing). */
  readonly location: string | null;
  readonly directory: string;
  readonly connection: 'disconnected' | 'connecting' | 'connected' | 'failed';
  /** `PostgreSQL 18.4`, once connected. */
  readonly product: string | null;
  /** Why it cannot be reached, or why it will not be tried; of a reached one, what stops every run there. */
  readonly problem: Problem | null;
  /** What the user should know of the choice (`DATABASE_URL` wins over the environment's own). */
  readonly notes: readonly string[];
}

/** An error or a finding for people. `code` is the engine's. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly uri: string | null;
  /** From 1. */
  readonly line: number | null;
  readonly version: string | null;
  /** The failing statement's text. */
  readonly statement: string | null;
  /** What the database said. */
  readonly database: {
    readonly code: string;
    readonly message: string;
    readonly detail: string | null;
    readonly hint: string | null;
  } | null;
  readonly others: readonly Problem[];
}

export type MigrationState = 'applied' | 'pending' | 'modified' | 'missing' | 'outOfOrder' | 'incomplete';

export type Direction = 'up' | 'down';

export interface MigrationItem {
  readonly version: string;
  readonly name: string;
  readonly id: string;
  /** `unknown` while there is no history to compare with. */
  readonly state: MigrationState | 'unknown';
  readonly appliedAt: string | null;
  readonly checksum: string | null;
  readonly recordedChecksum: string | null;
  /** The up file first; none when missing. */
  readonly files: readonly string[];
  /** From 1: where the up section begins in its file. */
  readonly line: number;
  readonly hasDown: boolean;
  /** An `incomplete` one's journal: statements done of total, and what was being done. */
  readonly unfinished: {
    readonly direction: Direction;
    readonly done: number;
    readonly total: number;
  } | null;
  /** Errors and warnings among its files' diagnostics. */
  readonly errors: number;
  readonly warnings: number;
}

export interface Status {
  readonly project: string;
  readonly environment: string | null;
  readonly connection: Environment['connection'];
  /** By version ascending. */
  readonly migrations: readonly MigrationItem[];
  readonly counts: Readonly<Record<MigrationState | 'unknown', number>>;
  readonly problem: Problem | null;
  readonly warnings: readonly string[];
  /** ISO 8601: when the history was read; null when it never was. */
  readonly readAt: string | null;
}
