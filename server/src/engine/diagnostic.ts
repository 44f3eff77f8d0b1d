import type { Place } from './errors.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A change to the file of a finding. Offsets count in its text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A rewrite that takes a finding away. */
export interface SuggestedFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What has to be in a migration of its own, the next one. */
  readonly migration?: {
    readonly name: string;
    readonly transaction: boolean;
    readonly up: string;
    readonly down: string;
  };
}

/**
 * A finding about a migration file: a bad name, a missing down, a lint rule. `code` is stable and documented;
 * where a finding stops a run, it is the code of the error that the run ends with.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly place: Place;
  /** What to do about it, one sentence. */
  readonly hint?: string;
  readonly version?: string;
  /** The best one first. */
  readonly fixes?: readonly SuggestedFix[];
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
}
