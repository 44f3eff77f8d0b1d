import type { Effect } from '../engine/catalog/facts.ts';
import { readDdl } from '../engine/catalog/readDdl.ts';
import type { Diagnostic } from '../engine/diagnostic.ts';
import type { Direction } from '../engine/events.ts';
import { checkSection, type Section, type SourceFile } from '../engine/migrations/index.ts';
import { findingsEverywhere } from '../engine/migrations/sectionFindings.ts';
import {
  classify,
  postgresSyntax,
  type SqlDialect,
  type Statement,
  type StatementKind,
} from '../engine/sql/index.ts';

/** One statement with all that its text tells. Offsets count in the file's text, those of `effects` in `text`. */
export interface AnalysedStatement extends Statement {
  readonly kind: StatementKind;
  readonly effects: readonly Effect[];
}

export interface AnalysedSection {
  readonly direction: Direction;
  readonly section: Section;
  readonly statements: readonly AnalysedStatement[];
}

/** What one file says: computed from its text and the dialect alone, so it is kept as long as the text is the same. */
export interface FileAnalysis {
  readonly sections: readonly AnalysedSection[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Known {
  readonly kind: StatementKind;
  readonly effects: readonly Effect[];
}

const nothing: FileAnalysis = { sections: [], diagnostics: [] };

/**
 * Reads the sections of one file. `previous` is an earlier reading of the same file: statements whose text is the same
 * are not read again, so that an edit costs one statement. Code, and what cannot be read, has no sections.
 */
export function analyse(
  source: SourceFile,
  dialect: SqlDialect | null,
  previous?: FileAnalysis,
): FileAnalysis {
  const { content } = source;
  if (content === null || source.name.layout === 'code') return nothing;
  const syntax = dialect ?? postgresSyntax;
  const known = new Map<string, Known>();
  for (const { statements } of previous?.sections ?? [])
    for (const { text, kind, effects } of statements) known.set(text, { kind, effects });

  const sections: AnalysedSection[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const direction of ['up', 'down'] as const) {
    const section = content[direction];
    if (section === null) continue;
    const checked = checkSection(section, syntax);
    diagnostics.push(...(dialect === null ? findingsEverywhere(section) : checked.diagnostics));
    const statements = checked.statements.map((statement): AnalysedStatement => {
      let facts = known.get(statement.text);
      if (facts === undefined) {
        facts = { kind: classify(statement, syntax), effects: readDdl(statement.text, syntax) };
        known.set(statement.text, facts);
      }
      return { ...statement, ...facts };
    });
    sections.push({ direction, section, statements });
  }
  sections.sort((a, b) => a.section.start - b.section.start);
  return { sections, diagnostics };
}
