/**
 * Everything that client and language server say to each other beyond LSP: types only, plain data, the whole contract.
 * `Requests`, `ClientNotifications`, `ServerNotifications` and `ServerRequests` map a method's name to what travels.
 * URIs are strings; offsets, lines and columns appear in LSP's own types only, except where `line` (from 1) is named.
 * A request that cannot be served is answered by a `ResponseError` whose `data` is a `Problem`.
 */

/** LSP's. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What the client sends at `initialize`. All optional: a plain editor sends nothing and gets a working server. */
export interface InitializationOptions {
  /** False: nothing connects and no code of the workspace runs, until `switchback/trust`. Default true. */
  readonly trusted?: boolean;
  /** The client registers the `CommandIds` itself (asks, confirms, then sends requests). Default: the server runs them. */
  readonly clientCommands?: boolean;
  /** The client answers `switchback/password`. Default false. */
  readonly passwords?: boolean;
  readonly settings?: ServerSettings;
}

/** Also sent as `workspace/didChangeConfiguration` with `{ settings: { migrate: ServerSettings } }`. */
export interface ServerSettings {
  readonly codeLens?: boolean;
  readonly inlayHints?: boolean;
  /** Measured locks and rewrites are shown where the table holds so many rows; 0: always. Default 100,000. */
  readonly hazardRows?: number;
  /** Connect to a project's active environment by itself (never to a production one). Default false. */
  readonly connectAutomatically?: boolean;
  /** Seconds between two looks at a connected history; 0 looks only after runs and on demand. Default 10. */
  readonly refreshInterval?: number;
}

/**
 * Commands that lenses and quick fixes carry, each with one `CommandArguments`. With `clientCommands` the client must
 * register all of them.
 */
export type CommandIds =
  | 'migrate.apply'
  | 'migrate.rollback'
  | 'migrate.preview'
  | 'migrate.connect'
  | 'migrate.showApplied'
  | 'migrate.restoreApplied'
  | 'migrate.repair'
  | 'migrate.resume'
  | 'migrate.recover';

/** Explicit, so that a command never guesses what it stands on. `run` is what a lens promises, ready to be sent. */
export interface CommandArguments {
  readonly project: string;
  readonly environment: string | null;
  readonly version?: string;
  readonly uri?: string;
  readonly run?: RunRequest;
}

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
  /** Why it cannot be reached, or why it will not be tried. */
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

export type Direction = 'up' | 'down';
export type RunCommand =
  | 'up'
  | 'down'
  | 'redo'
  | 'fresh'
  | 'resume'
  | 'recover'
  | 'baseline'
  | 'repair'
  | 'init';

/** A command with its target, as the command line has it. */
export interface RunRequest {
  readonly project: string;
  /** Null: the active one. */
  readonly environment: string | null;
  readonly command: RunCommand;
  /** `up`, `down`: up to and with, or after; `baseline`, `repair`: the version. */
  readonly to?: string;
  readonly count?: number;
  readonly force?: boolean;
  readonly fromHistory?: boolean;
  readonly acceptDataLoss?: boolean;
  readonly singleTransaction?: boolean;
  readonly outOfOrder?: 'warn' | 'error' | 'allow';
}

export interface RunParams extends RunRequest {
  /** Chosen by the client; `switchback/event` repeats it. */
  readonly run: string;
  /** The environment's name as the user typed it: every command on a production environment is refused without. */
  readonly confirm?: string;
  /** `Plan.token` of the preview the user saw: refused (`plan-changed`) when it would now be another. */
  readonly token?: string;
  readonly workDoneToken?: string | number;
}

export interface PlannedMigration {
  readonly version: string;
  readonly name: string;
  readonly id: string;
  readonly direction: Direction;
  readonly uri: string | null;
  readonly statements: readonly string[];
  readonly transactional: boolean;
  readonly recordOnly: boolean;
}

export interface Plan {
  /** In the order they would run. */
  readonly migrations: readonly PlannedMigration[];
  readonly warnings: readonly string[];
  /** Why it would not run at all. */
  readonly refused: Problem | null;
  /** The same for the same plan. */
  readonly token: string;
}

export interface CompletedMigration {
  readonly version: string;
  readonly name: string;
  readonly id: string;
  readonly durationMs: number;
  readonly recordOnly: boolean;
}

export interface RunResult {
  readonly applied: readonly CompletedMigration[];
  readonly rolledBack: readonly CompletedMigration[];
  /** Ids that had no turn. */
  readonly skipped: readonly string[];
  /** Ids whose record `baseline` or `repair` changed. */
  readonly changed: readonly string[];
  /** A failure or a refusal; also `cancelled`. */
  readonly problem: Problem | null;
  readonly warnings: readonly string[];
  /** One sentence: `Applied 3 migrations to dev in 120 ms.` */
  readonly summary: string;
}

/** What happens during a run, in order. */
export type RunEvent =
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'lockWaiting'; readonly holder: string | null }
  | { readonly type: 'historyCreated'; readonly table: string }
  | { readonly type: 'dropping'; readonly location: string }
  | { readonly type: 'runStarted'; readonly direction: Direction; readonly ids: readonly string[] }
  | {
      readonly type: 'migrationStarted';
      readonly direction: Direction;
      readonly id: string;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'statementDone';
      readonly id: string;
      readonly index: number;
      readonly total: number;
      readonly text: string;
      readonly uri: string;
      readonly line: number;
      readonly durationMs: number;
      readonly rowCount: number | null;
    }
  | {
      readonly type: 'statementRetried';
      readonly id: string;
      readonly attempt: number;
      readonly reason: string;
    }
  | {
      readonly type: 'migrationDone';
      readonly direction: Direction;
      readonly id: string;
      readonly durationMs: number;
    }
  | {
      readonly type: 'migrationFailed';
      readonly direction: Direction;
      readonly id: string;
      readonly problem: Problem;
    }
  | { readonly type: 'takingBack'; readonly id: string; readonly statements: readonly string[] };

/** A migration's text as it was applied. */
export interface ShownMigration {
  readonly version: string;
  readonly name: string;
  readonly appliedAt: string | null;
  readonly checksum: string | null;
  readonly source: 'history' | 'file';
  readonly up: string;
  readonly down: string | null;
  /** The present up file's text with the applied sections put in: what `restoreApplied` would write. */
  readonly restored: string;
  /** That file. */
  readonly uri: string | null;
}

export type DiffSource =
  /** A `.sql` file, or a directory of them. */
  | { readonly kind: 'schema'; readonly uri: string }
  | { readonly kind: 'environment'; readonly environment: string }
  | { readonly kind: 'migrations' };

export interface DiffParams {
  readonly project: string;
  /** The database that would change; null: the active one. */
  readonly environment: string | null;
  /** What it should become. */
  readonly source: DiffSource;
  /** `users.name=users.full_name` as the command line writes it. */
  readonly renames?: readonly string[];
  readonly allowDestructive?: boolean;
}

export interface Diff {
  readonly items: readonly DiffItem[];
  /** One or more files: what cannot be in one transaction is a migration of its own. None when nothing is to write. */
  readonly files: readonly { readonly up: string; readonly down: string }[];
  readonly renameCandidates: readonly { readonly from: string; readonly to: string }[];
  /** How many changes lose data; without `allowDestructive` they are comments. */
  readonly destructive: number;
  /** `1 to add, 2 to change.` */
  readonly summary: string;
}

export interface DiffItem {
  readonly mark: '+' | '-' | '~' | '!' | '?';
  readonly text: string;
  readonly destructive: boolean;
}

export interface CheckParams {
  readonly project: string;
  /** Chosen by the client; `switchback/tried` repeats it. */
  readonly run: string;
  /** As the files write them; null: all. */
  readonly versions: readonly string[] | null;
}

/** A migration that was tried on a scratch database: up, down, up again. */
export interface TriedMigration {
  readonly version: string;
  /** `skipped`: it has no down, or something in it nobody can try. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly findings: readonly TriedFinding[];
  /** As SQL, where the down does not restore it: before the up, and after the down. */
  readonly schemas: { readonly before: string; readonly after: string } | null;
}

export interface TriedFinding {
  readonly code: string;
  /** With what to do about it. */
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
}

export interface NewMigrationParams {
  readonly project: string;
  readonly name: string;
  readonly layout?: 'pair' | 'single' | 'ts' | 'mts' | 'js' | 'mjs';
}

export interface SaveMigrationParams {
  readonly project: string;
  readonly name: string;
  readonly files: Diff['files'];
  readonly layout?: 'pair' | 'single';
}

export interface NewMigration {
  readonly version: string;
  readonly id: string;
  /** The up file first. */
  readonly files: readonly string[];
}

/** A text for a virtual document. */
export interface TextResult {
  readonly title: string;
  readonly text: string;
  /** `sql` or `plaintext`. */
  readonly language: string;
}

/** Which project and environment; null: the active one. */
export interface Where {
  readonly project: string;
  readonly environment: string | null;
}

/** Client → server. */
export interface Requests {
  /** Every project of the workspace folders. Reads files only. */
  'switchback/projects': { params: null; result: readonly Project[] };
  /** Merged from files and what is known of the history; `refresh` reads the history anew (when connected). */
  'switchback/status': { params: Where & { readonly refresh?: boolean }; result: Status };
  /** The user's act. The answer's `connection` says how it went; a password is asked for when needed. */
  'switchback/connect': { params: Where; result: Environment };
  'switchback/disconnect': { params: Where; result: null };
  /** Makes it the active one of its project; connects to nothing. */
  'switchback/selectEnvironment': {
    params: { readonly project: string; readonly environment: string };
    result: Project;
  };
  /** A dry run. A refusal is in the answer. */
  'switchback/plan': { params: RunRequest; result: Plan };
  /** Streams `switchback/event` and work-done progress; `$/cancelRequest` stops the statement that runs. */
  'switchback/run': { params: RunParams; result: RunResult };
  /** The plan as a text to read. */
  'switchback/preview': { params: RunRequest; result: TextResult & { readonly plan: Plan } };
  'switchback/new': { params: NewMigrationParams; result: NewMigration };
  'switchback/saveMigration': {
    params: SaveMigrationParams;
    result: { readonly migrations: readonly NewMigration[] };
  };
  'switchback/show': { params: Where & { readonly version: string }; result: ShownMigration };
  'switchback/dump': { params: Where; result: TextResult };
  'switchback/diff': { params: DiffParams; result: Diff };
  /**
   * Tries migrations on a scratch database, open documents as they are; each is told in `switchback/tried` as it ends.
   * Those after one whose up fails have no turn. Refused where there is no scratch database.
   */
  'switchback/check': { params: CheckParams; result: { readonly tried: readonly TriedMigration[] } };
  /**
   * The schema after `version` (null: after all), replayed on a scratch database; where there is none, as far as it can
   * be read from the files, with a comment that says so.
   */
  'switchback/schemaAt': {
    params: { readonly project: string; readonly version: string | null };
    result: TextResult;
  };
  /** Everything that `migrate validate` finds in a project's files, open documents included. */
  'switchback/verify': { params: Where; result: { readonly problems: readonly Problem[] } };
  /** `migrate up --to 003 --env dev`. */
  'switchback/commandLine': { params: RunRequest; result: string };
}

/** Client → server. */
export interface ClientNotifications {
  'switchback/trust': { readonly trusted: boolean };
}

/** Server → client. */
export interface ServerNotifications {
  /** Something `projects` or `status` would now answer differently. */
  'switchback/changed': {
    readonly project: string | null;
    readonly what: 'projects' | 'files' | 'history' | 'connection';
  };
  'switchback/event': {
    readonly run: string;
    readonly project: string;
    readonly environment: string;
    readonly event: RunEvent;
  };
  /** Migrations that are written cannot be tried, for want of a scratch database: once per project. */
  'switchback/untried': { readonly project: string; readonly message: string };
  'switchback/tried': { readonly run: string; readonly tried: TriedMigration };
}

/** Server → client. */
export interface ServerRequests {
  /** Null: the user gave none. `rejected`: the database refused the last one, so a kept one is wrong. */
  'switchback/password': {
    params: {
      readonly project: string;
      readonly environment: string;
      readonly location: string;
      readonly rejected: boolean;
    };
    result: string | null;
  };
}
