import type { Diagnostic } from '../../engine/diagnostic.ts';
import { filesOf, lintFile, type RuleSeverity } from '../../engine/lint/index.ts';
import { catalogBefore } from '../catalog/replay.ts';
import { dialectOf } from '../catalog/symbolAt.ts';
import type { ProjectSnapshot } from '../model.ts';

/** What a project's configuration says of rules. */
export interface LintOptions {
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  /** Waits for table locks are limited by the configuration. */
  readonly lockTimeout: boolean;
  /** Of the server; null when it is not known. */
  readonly version: readonly number[] | null;
}

/**
 * What the rules find in a file of a migration that is still to run. Of one that has run, of code, and while it is not
 * known which database it is for: nothing.
 */
export function lintDiagnostics(
  project: ProjectSnapshot,
  path: string,
  { severities, lockTimeout, version }: LintOptions,
): readonly Diagnostic[] {
  const position = project.directory.positionOf(path);
  const migration = project.directory.migrations[position];
  if (project.dialect === null || migration === undefined || migration.language === 'code') return [];
  const known = project.book.history !== null;
  const status = known ? project.book.ofFile(path) : null;
  if (status?.record != null) return [];
  const file = filesOf(migration).find(({ sections }) => sections[0]?.section.file === path);
  if (file === undefined) return [];
  const ownUp = file.sections.some(({ direction }) => direction === 'up');
  const pending = known
    ? project.book.statuses.filter(({ record }) => record === null).map(({ id }) => id)
    : [migration.id];
  const found = lintFile(
    file,
    { catalog: catalogBefore(project, ownUp ? position : position + 1), pending: new Set(pending) },
    { dialect: dialectOf(project), version, severities, lockTimeout },
  );
  // Reading the file has said the same, as the error that stops the run.
  const refused = file.sections.every(({ section }) => section.transaction);
  return refused ? found.filter(({ code }) => code !== 'transaction-nesting') : found;
}
