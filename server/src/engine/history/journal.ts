/**
 * The journal: one row per execution of a migration in one direction, beside the history, never in it. It holds
 * what the history has no column for (the applied text, the duration) and, for a section that runs outside a
 * transaction, which statement runs now, so that a crash at any point is known afterwards.
 */
export interface JournalRow {
  /** Grows with each row (auto-increment integer, primary key). */
  readonly id: number;
  /** Random UUID that names the row before its `id` is known; unique. */
  readonly entry: string;
  /** UUID of the command that wrote it: the rows of one `up` share it. */
  readonly run: string;
  readonly version: string;
  readonly name: string;
  readonly direction: 'up' | 'down';
  readonly state: JournalState;
  /** Checksum of the file that ran. */
  readonly checksum: string;
  /** The text of the up section that ran (or had run, for a down). */
  readonly up_text: string | null;
  readonly down_text: string | null;
  /** Number of statements in the section. */
  readonly total: number;
  /** Index of the last statement begun, -1 before the first. Meaningful outside transactions only. */
  readonly position: number;
  /** 0: the statement at `position` was begun; 1: it ended well. */
  readonly position_done: number;
  /** JSON array of the statements' hashes, in order. */
  readonly hashes: string | null;
  /** JSON of the schema's touched parts before the first statement, for taking back. */
  readonly snapshot: string | null;
  /** What the database said, when it failed. */
  readonly error: string | null;
  /** ISO 8601 UTC with milliseconds, text. */
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly duration_ms: number | null;
}

/**
 * `running`: begun, no end recorded. `done`: ended well. `incomplete`: failed, and what it did could not be taken
 * back wholly. `takenBack`: failed or recovered, as if never run. `removed`: only the record was changed
 * (`down --force`, `repair`, `baseline`). `dropping`: of no migration; a `fresh` has begun to drop, and goes when it has.
 */
export type JournalState = 'running' | 'done' | 'incomplete' | 'takenBack' | 'removed' | 'dropping';

/**
 * Column types for `HistoryDdl.createJournal`: `id` auto-increment integer; `entry`, `run` 36 characters; `version`,
 * `name` VARCHAR(255); `direction`, `state` VARCHAR(16); `checksum` VARCHAR(64); `*_at` VARCHAR(32); `up_text`,
 * `down_text`, `hashes`, `snapshot`, `error` the largest text; the rest integers. `entry` is unique, `version` indexed.
 */
export const journalColumns = [
  'id',
  'entry',
  'run',
  'version',
  'name',
  'direction',
  'state',
  'checksum',
  'up_text',
  'down_text',
  'total',
  'position',
  'position_done',
  'hashes',
  'snapshot',
  'error',
  'started_at',
  'finished_at',
  'duration_ms',
] as const satisfies readonly (keyof JournalRow)[];
