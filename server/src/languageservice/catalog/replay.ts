import { Catalog } from '../../engine/catalog/catalog.ts';
import type { AnalysedSection, AnalysedStatement } from '../analysis.ts';
import type { ProjectSnapshot } from '../model.ts';

/** Runs one statement over the catalog. */
export function applyStatement(
  catalog: Catalog,
  statement: AnalysedStatement,
  about: { readonly path: string; readonly migration: string },
): void {
  for (const effect of statement.effects)
    catalog.apply({ ...about, effect, offset: statement.start, text: statement.text });
}

/** What the files before position `end` of the directory's migrations make: their up sections, one after the other. */
export function catalogBefore(project: ProjectSnapshot, end: number): Catalog {
  const catalog = new Catalog();
  for (const migration of project.directory.migrations.slice(0, Math.max(end, 0))) {
    if (migration.language === 'code') catalog.doubt();
    const path = migration.files[0]!;
    const up = sectionOf(project, path, 'up');
    for (const statement of up?.statements ?? [])
      applyStatement(catalog, statement, { path, migration: migration.id });
  }
  return catalog;
}

/** The section of a file in one direction; null when it has none, or is code. */
export function sectionOf(
  project: ProjectSnapshot,
  path: string,
  direction: 'up' | 'down',
): AnalysedSection | null {
  return project.analysisOf(path)?.sections.find((section) => section.direction === direction) ?? null;
}

/** Which statement a place in a file is in, and what the catalog is there. */
export interface PlaceInSection {
  readonly section: AnalysedSection;
  /** Null between two statements. */
  readonly statement: AnalysedStatement | null;
  /** Before that statement. */
  readonly before: Catalog;
}

/**
 * The catalog at an offset of a migration's file: after the migrations before it and the statements in front of it. In
 * a down section all of the up has run first. Null outside every section.
 */
export function placeInSection(
  project: ProjectSnapshot,
  path: string,
  offset: number,
): PlaceInSection | null {
  const position = project.directory.positionOf(path);
  const section = project
    .analysisOf(path)
    ?.sections.find(({ section: { start, end } }) => offset >= start && offset <= end);
  if (section === undefined || position < 0) return null;
  const migration = project.directory.migrations[position]!;
  const before = catalogBefore(project, section.direction === 'up' ? position : position + 1);
  let statement: AnalysedStatement | null = null;
  for (const one of section.statements) {
    // A statement that is being written goes on up to its terminator.
    const writing = offset > one.end && section.section.text.slice(one.end, offset).trim() === '';
    if (offset >= one.start && (offset <= one.end || writing)) {
      statement = one;
      break;
    }
    if (one.start > offset) break;
    applyStatement(before, one, { path, migration: migration.id });
  }
  return { section, statement, before };
}
