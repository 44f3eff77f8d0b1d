import { Catalog } from '../../engine/catalog/catalog.ts';
import type { AnalysedSection, AnalysedStatement, FileAnalysis } from '../analysis.ts';
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

/** A catalog with what it was made of: it holds as long as that is the same. */
interface Kept {
  readonly paths: readonly string[];
  readonly analyses: readonly (FileAnalysis | null)[];
  readonly catalog: Catalog;
}

/** The last few per project: those in front of the file that is being written. */
const kept = new WeakMap<ProjectSnapshot, Kept[]>();
const mostKept = 3;

/**
 * What the files before position `end` of the directory's migrations make: their up sections, one after the other. It is
 * the caller's own to go on with. While one file is edited, what stands before it is not run over again.
 */
export function catalogBefore(project: ProjectSnapshot, end: number): Catalog {
  const last = Math.min(end, project.directory.migrations.length) - 1;
  if (last < 0) return new Catalog();
  const catalog = upTo(project, last).copy();
  applyMigration(catalog, project, last);
  return catalog;
}

/** The kept catalog of the migrations before position `end`, made when there is none that holds. */
function upTo(project: ProjectSnapshot, end: number): Catalog {
  const all = kept.get(project) ?? [];
  const known = all.find((one) => one.paths.length === end && holds(one, project));
  if (known !== undefined) return known.catalog;
  const migrations = project.directory.migrations.slice(0, end);
  const catalog = new Catalog();
  for (let index = 0; index < end; index++) applyMigration(catalog, project, index);
  const paths = migrations.map(({ files }) => files[0]!);
  const made = { paths, analyses: paths.map((path) => project.analysisOf(path)), catalog };
  kept.set(project, [made, ...all].slice(0, mostKept));
  return catalog;
}

function holds({ paths, analyses }: Kept, project: ProjectSnapshot): boolean {
  const { migrations } = project.directory;
  return (
    migrations.length >= paths.length &&
    paths.every((path, index) => {
      return migrations[index]!.files[0] === path && project.analysisOf(path) === analyses[index];
    })
  );
}

function applyMigration(catalog: Catalog, project: ProjectSnapshot, index: number): void {
  const { id, language, files } = project.directory.migrations[index]!;
  if (language === 'code') catalog.doubt();
  const path = files[0]!;
  const up = sectionOf(project, path, 'up');
  for (const statement of up?.statements ?? []) applyStatement(catalog, statement, { path, migration: id });
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
