import type { DdlStatement } from '../database/ddl.ts';

/**
 * `main`: the first file. `afterCommit`: needs what was before it to be committed. `concurrent`: runs outside a
 * transaction, statement by statement.
 */
export type FileKind = 'main' | 'afterCommit' | 'concurrent';

/** The text of one direction of a migration, as it stands in a file below its marker. */
export interface GeneratedSection {
  readonly text: string;
  /** False: its statements must run outside a transaction. */
  readonly transaction: boolean;
}

/** A run of statements that can be one migration. */
export interface Segment {
  readonly kind: FileKind;
  readonly statements: readonly DdlStatement[];
}

/** Cuts statements into as few migrations as their order allows; none when there is no statement. */
export function segmentsOf(statements: readonly DdlStatement[]): readonly Segment[] {
  const segments: { kind: FileKind; statements: DdlStatement[] }[] = [];
  for (const statement of statements) {
    const open = segments.at(-1);
    const kind: FileKind =
      statement.transaction === 'alone'
        ? 'concurrent'
        : statement.transaction === 'after'
          ? 'afterCommit'
          : 'main';
    // What needs no commit of its own joins whatever transaction is open.
    const joins =
      open !== undefined && (open.kind === kind || (kind === 'main' && open.kind === 'afterCommit'));
    if (joins) open.statements.push(statement);
    else
      segments.push({
        kind: open !== undefined && kind === 'main' ? 'afterCommit' : kind,
        statements: [statement],
      });
  }
  return segments;
}
