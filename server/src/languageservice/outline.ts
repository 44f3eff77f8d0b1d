import type { AnalysedStatement } from './analysis.ts';
import type { ProjectSnapshot } from './model.ts';

/** A part of a file for its outline: a section with its statements. */
export interface OutlineItem {
  readonly name: string;
  readonly kind: 'section' | 'table' | 'view' | 'index' | 'routine' | 'data' | 'statement';
  readonly start: number;
  readonly end: number;
  /** What is selected when it is chosen. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly children: readonly OutlineItem[];
}

/** Sections and their statements, in order; none of a file that is no SQL migration. */
export function outline(project: ProjectSnapshot, path: string): readonly OutlineItem[] {
  const analysis = project.analysisOf(path);
  const content = project.directory.source(path)?.content;
  if (analysis === null || content == null) return [];
  return analysis.sections.map(({ direction, section, statements }) => {
    const marker = content.markers.find((one) => one.direction === direction && one.end <= section.start);
    const start = marker?.start ?? section.start;
    return {
      name: `${direction}${section.transaction ? '' : ' (outside a transaction)'}`,
      kind: 'section',
      start,
      end: Math.max(start, section.start + section.appliedText.trimEnd().length),
      nameStart: start,
      nameEnd: marker?.end ?? start,
      children: statements.map(itemOf),
    };
  });
}

function itemOf(statement: AnalysedStatement): OutlineItem {
  const { kind, start, end } = statement;
  const name = kind.qualifiedName;
  return {
    name: titleOf(statement),
    kind: kindOf(statement),
    start,
    end,
    nameStart: name === null ? start : start + name.start,
    nameEnd: name === null ? start : start + name.end,
    children: [],
  };
}

/** `CREATE TABLE users`; the first words of what has no name. */
export function titleOf({ kind, text }: AnalysedStatement): string {
  const written =
    kind.qualifiedName === null ? null : text.slice(kind.qualifiedName.start, kind.qualifiedName.end);
  const table = kind.tables[0];
  const target = written ?? (table === undefined ? null : text.slice(table.start, table.end));
  if (target !== null) return [kind.verb, kind.object, target].filter((part) => part !== null).join(' ');
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

const kinds: Readonly<Record<string, OutlineItem['kind']>> = {
  TABLE: 'table',
  VIEW: 'view',
  'MATERIALIZED VIEW': 'view',
  INDEX: 'index',
  FUNCTION: 'routine',
  PROCEDURE: 'routine',
  TRIGGER: 'routine',
};

function kindOf({ kind }: AnalysedStatement): OutlineItem['kind'] {
  if (kind.class === 'dml') return 'data';
  return kinds[kind.object ?? ''] ?? 'statement';
}
