import type { Diagnostic } from '../diagnostic.ts';
import {
  mariadbSyntax,
  mysqlSyntax,
  postgresSyntax,
  type SqlDialect,
  splitStatements,
  sqliteSyntax,
} from '../sql/index.ts';
import type { Migration, Section } from './migration.ts';
import { checkSection } from './statements.ts';

const everySyntax = [postgresSyntax, mysqlSyntax, mariadbSyntax, sqliteSyntax];

/** What keeps the sections of a migration from running. Without `syntax`, what holds on every database. */
export function sectionFindings(migration: Migration, syntax: SqlDialect | null): readonly Diagnostic[] {
  if (migration.language === 'code') return [];
  const sections = migration.down === null ? [migration.up] : [migration.up, migration.down];
  return sections.flatMap((section) =>
    syntax === null ? findingsEverywhere(section) : checkSection(section, syntax).diagnostics,
  );
}

/**
 * Transaction control that every database would see, and commands of any client program where every database sees a
 * statement begin: inside what one of them reads as a string or a body, nothing is said.
 */
export function findingsEverywhere(section: Section): readonly Diagnostic[] {
  const found = everySyntax.map((syntax) => checkSection(section, syntax).diagnostics);
  const all = found.flat();
  if (all.length === 0) return [];
  const range = { start: section.start, end: section.end };
  const starts = everySyntax.map(
    (syntax) => new Set(splitStatements(section.text, syntax, range).map(({ start }) => start)),
  );
  const key = ({ code, place }: Diagnostic) => `${code} ${place.start}`;
  const votes = found.map((list) => new Set(list.map(key)));
  const first = new Map(all.map((one) => [key(one), one] as const));
  return [...first].flatMap(([id, one]) => {
    const beginsEverywhere = starts.every((set) => set.has(one.place.start!));
    const seenEverywhere = votes.every((set) => set.has(id));
    return beginsEverywhere && (one.code === 'client-command' || seenEverywhere) ? [one] : [];
  });
}
