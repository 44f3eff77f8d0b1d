import { classify, type SqlDialect, type Statement, type StatementKind } from '../sql/index.ts';
import { type LastingEffect, lastingEffect } from './effects.ts';

/** What can be said before a section runs that goes statement by statement. */
export interface Foresight {
  /**
   * Why it could not be taken back completely when one of its statements fails: the first statement whose effect a
   * comparison of schemas cannot undo and that a later statement makes final. null: all of it can be taken back.
   */
  readonly reason: string | null;
  /** What must hold for that, which the text alone does not tell; null: nothing. */
  readonly provided: string | null;
}

/**
 * Looks ahead at a section's statements. Tables that a statement of the section itself created count as empty.
 * `grouped`: changed rows stay in a transaction up to the next statement that commits; else each is final at once.
 */
export function foresee(statements: readonly Statement[], syntax: SqlDialect, grouped: boolean): Foresight {
  const kinds = statements.map((statement) => classify(statement, syntax));
  const created = new Set<string>();
  const fleeting = fleetingRows(kinds);
  let provided: string | null = null;
  for (const [index, kind] of kinds.entries()) {
    const { text } = statements[index]!;
    const name = `statement ${index + 1} (${nameOf(kind)})`;
    const effect = fleeting.has(index) ? null : effectOf(kind, text, created);
    if (effect?.kind === 'unseen') return { reason: `${name} ${effect.does}`, provided: null };
    const inTransaction = grouped && effect?.kind === 'rows' && kind.class === 'dml';
    const final = kinds.findIndex((later, at) => at > index && (!inTransaction || later.implicitCommit));
    if (effect !== null && final > 0) {
      const later = inTransaction
        ? `statement ${final + 1} (${nameOf(kinds[final]!)}) commits them`
        : 'a later statement may fail';
      return { reason: `${name} ${effect.does}, and ${later}`, provided: null };
    }
    if (final > 0 && provided === null && mayRound(kind, text)) provided = `${name} rounds no values away`;
    if (kind.verb === 'CREATE' && kind.object === 'TABLE')
      for (const made of namesOf(kind)) created.add(made);
  }
  return { reason: null, provided };
}

function effectOf(
  kind: StatementKind,
  text: string,
  created: ReadonlySet<string>,
): Pick<LastingEffect, 'kind' | 'does'> | null {
  if (kind.temporary) return null;
  const effect = lastingEffect(kind, text);
  const own = kind.tables.length > 0 && namesOf(kind).every((name) => created.has(name));
  if (effect !== null && !(own && effect.kind === 'empties')) return effect;
  if (kind.verb === 'SELECT' && kind.class === 'ddl') return fills;
  if (kind.verb === 'CREATE' && kind.object === 'TABLE' && createsFilled(text)) return fills;
  if (own) return null;
  if (kind.verb === 'DROP' && kind.object === 'TABLE')
    return { kind: 'empties', does: 'drops a table with its rows' };
  if (kind.verb === 'DROP' && kind.object === 'SEQUENCE')
    return { kind: 'sequence', does: 'drops a sequence with its value' };
  if (kind.verb === 'ALTER' && kind.object === 'TABLE' && dropsColumn.test(text))
    return { kind: 'empties', does: 'drops a column with its contents' };
  return null;
}

const fills: LastingEffect = { kind: 'rows', does: 'creates a table with rows in it' };

const dropsColumn =
  /\bDROP\s+(?!(?:INDEX|KEY|CONSTRAINT|PRIMARY|FOREIGN|CHECK|DEFAULT|NOT|IDENTITY|EXPRESSION|PARTITION|PERIOD|SYSTEM)\b)/i;

/** `CREATE TABLE … SELECT`, also with a list of columns before it or a `WITH` or `VALUES` behind `AS`. */
function createsFilled(text: string): boolean {
  return /\bSELECT\b|\bAS\s+(TABLE|VALUES|WITH|EXECUTE)\b/i.test(
    text.replace(/'(?:[^']|'')*'|"[^"]*"/g, "''"),
  );
}

/** A new type that could hold less of a number or a time than the old one did, without an error to say so. */
function mayRound(kind: StatementKind, text: string): boolean {
  return (
    kind.verb === 'ALTER' &&
    kind.object === 'TABLE' &&
    /\b(MODIFY|CHANGE)\b[^,]*?\s(DECIMAL|NUMERIC|DEC|FIXED|(TINY|SMALL|MEDIUM|BIG)?INT|INTEGER|DATE|TIME|DATETIME|TIMESTAMP)\b/i.test(
      text,
    )
  );
}

function nameOf(kind: StatementKind): string {
  const object = kind.object === null ? kind.verb : `${kind.verb} ${kind.object}`;
  const table = kind.tables[0]?.parts.at(-1);
  return table === undefined ? object : `${object} ${table}`;
}

/** Indexes of the statements that change rows of temporary tables alone: those go with the session. */
export function fleetingRows(kinds: readonly StatementKind[]): ReadonlySet<number> {
  const temporary = new Set<string>();
  const fleeting = new Set<number>();
  for (const [index, kind] of kinds.entries()) {
    const names = namesOf(kind);
    if (kind.verb === 'CREATE' && kind.temporary) for (const name of names) temporary.add(name);
    // A table that it hid has the name again.
    if (kind.verb === 'DROP') for (const name of names) temporary.delete(name);
    if (kind.class === 'dml' && names.length > 0 && names.every((name) => temporary.has(name)))
      fleeting.add(index);
  }
  return fleeting;
}

function namesOf(kind: StatementKind): readonly string[] {
  return kind.tables.map(({ parts }) => parts.at(-1)!.toLowerCase());
}
