// Comparing schemas, and migrations that are tried or written.
import type { Range } from './range.ts';

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
