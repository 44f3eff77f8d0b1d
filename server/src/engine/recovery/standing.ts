import type { JournalEntry } from '../history/history.ts';
import { noTransactionMark } from '../plan/step.ts';
import { classify, type SqlDialect, type Statement, splitStatements } from '../sql/index.ts';

/** What is known of one statement of a section that stopped half-way. */
export interface StandingStatement {
  readonly statement: Statement;
  /** `stands`: it ran and was committed. `unknown`: it had begun, and nothing says whether it ended. */
  readonly state: 'stands' | 'unknown';
}

/** The statements of the section that a journal row ran, from the text it kept; none for code. */
export function sectionStatements(row: JournalEntry, syntax: SqlDialect): readonly Statement[] {
  const kept = (row.direction === 'up' ? row.up_text : row.down_text) ?? '';
  if (row.total === 0) return [];
  const text = kept.startsWith(noTransactionMark) ? kept.slice(noTransactionMark.length) : kept;
  const all = splitStatements(text, syntax);
  if (all.length === row.total) return all;
  // A `BEGIN … COMMIT` around all of them was taken off before they ran.
  return all.slice(1, -1).map((statement, index) => ({ ...statement, index }));
}

/** Which statements stand, by the journal alone; the last may be `unknown`. */
export function standingStatements(row: JournalEntry, syntax: SqlDialect): readonly StandingStatement[] {
  return sectionStatements(row, syntax)
    .slice(0, row.position + 1)
    .map((statement, index) => ({
      statement,
      state: index === row.position && row.position_done === 0 ? 'unknown' : 'stands',
    }));
}

/**
 * What a statement did that a comparison of schemas cannot show and that nothing can take back: changed rows, rights,
 * whatever a called routine does. null: nothing of the kind.
 */
export function irreversible(
  { statement, state }: StandingStatement,
  syntax: SqlDialect,
  isEmpty: (name: readonly string[]) => boolean,
): string | null {
  const kind = classify(statement, syntax);
  const first = statement.text.replace(/\s+/g, ' ');
  const shown = `statement ${statement.index + 1} (${first.length > 60 ? `${first.slice(0, 60)}…` : first})`;
  const may = state === 'unknown' ? 'may have ' : '';
  if (kind.class === 'dml') return `${shown} ${may}changed rows, which cannot be taken back`;
  if (kind.verb === 'TRUNCATE') {
    return kind.tables.every(({ parts }) => isEmpty(parts))
      ? null
      : `${shown} ${may}emptied a table, and its rows are gone`;
  }
  if (kind.class === 'routineCall') return `${shown} ${may}called a routine, and what that did is not known`;
  if (
    /^(GRANT|REVOKE)$/.test(kind.verb) ||
    /^(USER|ROLE|DATABASE|SCHEMA|TABLESPACE|SERVER)$/.test(kind.object ?? '')
  ) {
    return `${shown} ${may}changed more than this database's schema`;
  }
  return null;
}
