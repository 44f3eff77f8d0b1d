import type { Place } from './errors.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

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
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
}
