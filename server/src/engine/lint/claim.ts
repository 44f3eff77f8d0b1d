/** Weakest first, as PostgreSQL's manual has them. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof lockModes)[number];

/**
 * What a server is seen to do with what a rule finds, and not with what it lets through: measured by the tests in
 * `server/test/lint` with each example, on each database that the rule is for.
 */
export type Claim = {
  /** What is there before: of examples that have no `before`, and make none of its tables themselves. */
  readonly world?: string;
} & (
  | {
      /** Holds at least this lock on a table that was there, while the table is read through or written anew. */
      readonly kind: 'blocks';
      readonly mode: LockMode;
      readonly work?: 'reads' | 'rewrites';
      /** So many tables. */
      readonly tables?: number;
    }
  /** No other session may write while it runs: refused with `ALGORITHM=INPLACE, LOCK=NONE`. */
  | { readonly kind: 'copies' }
  /** Refused with `ALGORITHM=INSTANT`. */
  | { readonly kind: 'rebuilds' }
  /** The server refuses it; with this code, where one is named. */
  | { readonly kind: 'fails'; readonly code?: string }
  /** The question has another answer afterwards, or none. */
  | { readonly kind: 'changes'; readonly probe: string }
  /** The question has the same answer afterwards, as if it had not run; what is let through changes it. */
  | { readonly kind: 'ignored'; readonly probe: string }
  /** The answer is another one although the transaction is rolled back. */
  | { readonly kind: 'commits'; readonly probe: string }
);

/** The claim in a sentence, for the page of a rule. */
export function claimText(claim: Claim): string {
  switch (claim.kind) {
    case 'blocks': {
      const held = `it holds ${claim.mode} on ${claim.tables === 2 ? 'two tables' : 'a table'} that ${claim.tables === 2 ? 'were' : 'was'} there`;
      const work =
        claim.work === undefined
          ? ''
          : claim.work === 'reads'
            ? ' and reads it through'
            : ' and writes it anew';
      return `${held}${work}`;
    }
    case 'copies':
      return 'the server refuses to let others write meanwhile (`LOCK=NONE`)';
    case 'rebuilds':
      return 'the server refuses to do it at once (`ALGORITHM=INSTANT`)';
    case 'fails':
      return `the server refuses it${claim.code === undefined ? '' : ` (${claim.code})`}`;
    case 'changes':
      return `\`${claim.probe}\` answers something else afterwards, or fails`;
    case 'ignored':
      return `\`${claim.probe}\` answers the same afterwards`;
    case 'commits':
      return `\`${claim.probe}\` answers something else even after a ROLLBACK`;
  }
}
