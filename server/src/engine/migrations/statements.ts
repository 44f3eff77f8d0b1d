import type { Diagnostic } from '../diagnostic.ts';
import {
  classify,
  type SqlDialect,
  type Statement,
  type StatementKind,
  splitStatements,
} from '../sql/index.ts';
import type { Section } from './migration.ts';
import { placeIn } from './place.ts';

/** What a section will run. */
export interface SectionStatements {
  /** Offsets count in the section's whole text. A `BEGIN … COMMIT` around all of them is taken off. */
  readonly statements: readonly Statement[];
  /** Whether such a pair was taken off. */
  readonly unwrapped: boolean;
  /** `transaction-control` and `client-command` errors, `transaction-unwrapped` as information. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Classified {
  readonly statement: Statement;
  readonly kind: StatementKind;
}

const controlling: ReadonlySet<StatementKind['transaction']> = new Set(['begin', 'commit', 'rollback']);

/**
 * Splits a section of SQL and says what cannot run: statements that begin or end a transaction inside the tool's own
 * (savepoints may), and commands that only a client program understands. The section is SQL; code has no statements.
 */
export function checkSection(section: Section, syntax: SqlDialect): SectionStatements {
  const all = splitStatements(section.text, syntax, { start: section.start, end: section.end }).map(
    (statement): Classified => ({ statement, kind: classify(statement, syntax) }),
  );
  const diagnostics: Diagnostic[] = [];
  let inside: readonly Classified[] = all;
  let unwrapped = false;
  if (section.transaction) {
    unwrapped = isWrapped(all);
    if (unwrapped) {
      inside = all.slice(1, -1);
      diagnostics.push(unwrappedNote(section, all[0]!.statement));
    }
    for (const one of inside)
      if (controlling.has(one.kind.transaction)) diagnostics.push(controlError(section, one));
  }
  for (const one of all) if (one.kind.clientCommand !== null) diagnostics.push(clientError(section, one));
  return {
    statements: unwrapped
      ? inside.map(({ statement }, index) => ({ ...statement, index }))
      : all.map((it) => it.statement),
    unwrapped,
    diagnostics,
  };
}

/** The first begins and the last commits, and nothing between the two ends the transaction or begins another. */
function isWrapped(all: readonly Classified[]): boolean {
  return (
    all.length >= 2 &&
    all[0]!.kind.transaction === 'begin' &&
    all.at(-1)!.kind.transaction === 'commit' &&
    !/\bchain\b/i.test(all.at(-1)!.statement.text) &&
    all.slice(1, -1).every(({ kind }) => !controlling.has(kind.transaction))
  );
}

function unwrappedNote(section: Section, { start, end }: Statement): Diagnostic {
  return {
    code: 'transaction-unwrapped',
    severity: 'information',
    message:
      "The section is wrapped in its own transaction: its BEGIN and COMMIT are left out, the tool's transaction holds it.",
    hint: 'Remove the two.',
    place: placeIn(section.file, section.text, start, end),
  };
}

function controlError(section: Section, { statement, kind }: Classified): Diagnostic {
  return {
    code: 'transaction-control',
    severity: 'error',
    message: `${kind.verb} would ${kind.transaction === 'begin' ? 'begin a transaction inside' : 'end'} the transaction that holds the section.`,
    hint: "Remove it, split the file in two, or put `transaction:false` after the section's marker (`-- migrate:up transaction:false`).",
    place: placeIn(section.file, section.text, statement.start, statement.end),
  };
}

function clientError(section: Section, { statement, kind }: Classified): Diagnostic {
  const copies = kind.verb === 'COPY';
  return {
    code: 'client-command',
    severity: 'error',
    message: `${kind.clientCommand} is understood by a client program only, not by the database.`,
    hint: copies
      ? 'Write the rows as INSERT statements.'
      : 'Remove it, or put what it would do into the file as SQL.',
    place: placeIn(section.file, section.text, statement.start, statement.end),
  };
}
