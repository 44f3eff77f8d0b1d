export type Step = 'load' | 'identity' | 'dump' | 'up' | 'down' | 'rows' | 'verify';

export interface Failure {
  readonly step: Step;
  /** What went wrong, in few words, to be counted by. */
  readonly kind: string;
  readonly detail: string;
}

export interface PairResult {
  readonly name: string;
  /** A script of the pair does not load on this server: nothing is shown by it. */
  readonly unusable: boolean;
  readonly failures: readonly Failure[];
  readonly tables: number;
  readonly filled: number;
  /** The rows of `current` cannot be in `desired` (a new NOT NULL, a new unique): up and down were run without. */
  readonly conflict: boolean;
}

/** Notes a failure of the pair that is being run. */
export type Fail = (step: Step, kind: string, detail: string) => void;

/** An error in words, with the statement that failed where there is one. */
export function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const statement = 'statement' in error ? `\n  in: ${String(error.statement)}` : '';
  return `${error.message}${statement}`;
}
