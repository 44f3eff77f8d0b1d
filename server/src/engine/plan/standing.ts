import type { JournalEntry } from '../history/history.ts';
import { classify, type SqlDialect, type Statement, splitStatements } from '../sql/index.ts';
import { lastingEffect } from './effects.ts';
import { noTransactionMark } from './step.ts';

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

/** Whether tables without transactions kept rows when the rest was rolled back: what stands cannot be counted then. */
export function isHalfRolledBack(row: JournalEntry): boolean {
  return row.total > 0 && row.hashes === null;
}

/** Whether there is a statement to go on with: code has none, nor what was half rolled back. */
export function mayGoOn(row: JournalEntry): boolean {
  return row.total > 0 && !isHalfRolledBack(row);
}

/** A statement on one line, cut short, for a sentence. */
export function excerpt(statement: Statement): string {
  const line = statement.text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

/**
 * What became of a statement that had begun, by the schema: `either`: it leaves no trace there. `neither`: the schema is
 * neither what was before it nor what it would be after it. `unseen`: the schema could not be asked.
 */
export type Trace = 'ran' | 'notRun' | 'either' | 'neither' | 'unseen';

const traceText: Readonly<Record<Trace, string>> = {
  ran: 'and the schema shows that it ran',
  notRun: 'and the schema shows that it did not run',
  either: 'and the schema does not show whether it ran',
  neither: 'and the schema now is neither what was before it nor what it would be after it',
  unseen: 'and whether it ran is not known',
};

const mostListed = 6;

/** A setting, a look at the data, a transaction's begin and end are gone with the session. */
function leavesSomething(statement: Statement, syntax: SqlDialect): boolean {
  const kind = classify(statement, syntax);
  if (kind.class === 'query' && lastingEffect(kind, statement.text) !== null) return true;
  return !/^(session|query|transaction)$/.test(kind.class) && !kind.temporary;
}

/** What stands of a section that stopped half-way, in sentences. */
export function standingText(row: JournalEntry, syntax: SqlDialect, trace: Trace = 'unseen'): string {
  if (row.total === 0) return 'It is a code migration, whose statements are not counted.';
  const all = standingStatements(row, syntax);
  const stand = all
    .filter(({ state, statement }) => state === 'stands' && leavesSomething(statement, syntax))
    .map(({ statement }) => statement);
  const unknown = all.find(({ state }) => state === 'unknown')?.statement;
  const listed = stand.slice(0, mostListed).map((one) => `${one.index + 1} (${excerpt(one)})`);
  const more = stand.length > mostListed ? ` and ${stand.length - mostListed} more` : '';
  const first =
    stand.length === 0
      ? `None of its ${row.total} statements ${unknown === undefined ? 'stands' : 'is known to stand'}.`
      : `Of its ${row.total} statements ${stand.length === 1 ? 'this one stands' : 'these stand'}: ${listed.join(', ')}${more}.`;
  if (isHalfRolledBack(row))
    return `${stand.length === 0 ? 'Its statements were rolled back.' : first} Rows that it changed in tables without transactions stay.`;
  return unknown === undefined
    ? first
    : `${first} Statement ${unknown.index + 1} (${excerpt(unknown)}) had begun, ${traceText[trace]}.`;
}
