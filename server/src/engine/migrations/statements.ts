import type { Diagnostic } from '../diagnostic.ts';
import type { SqlDialect, Statement } from '../sql/index.ts';
import type { Section } from './migration.ts';

/** What a section will run. */
export interface SectionStatements {
  /** Offsets count in the section's whole text. A `BEGIN … COMMIT` around all of them is taken off. */
  readonly statements: readonly Statement[];
  /** Whether such a pair was taken off. */
  readonly unwrapped: boolean;
  /** `transaction-control` and `client-command` errors, `transaction-unwrapped` as information. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Splits a section of SQL and says what cannot run: statements that begin or end a transaction inside the tool's own,
 * and commands that only a client program understands. A code section has no statements.
 */
export function checkSection(_section: Section, _syntax: SqlDialect): SectionStatements {
  throw new Error('not written');
}
