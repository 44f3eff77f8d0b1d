// Commands that change a database or its history: what is asked, planned, told while it runs, and the result.
import type { Direction, Problem } from './project.ts';

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
