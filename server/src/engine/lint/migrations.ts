import { Catalog } from '../catalog/catalog.ts';
import { readDdl } from '../catalog/readDdl.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { checkSection, type Migration } from '../migrations/index.ts';
import { classify, type SqlDialect } from '../sql/index.ts';
import type { CheckSyntax } from '../syntax/checkSyntax.ts';
import { syntaxFindings } from '../syntax/findings.ts';
import { type LintFile, type LintSettings, lintFile } from './runner.ts';

/**
 * The findings of those migrations that are `wanted`, by version. The others are read for what they make. With `pending`
 * null it is not known what has run: each one is looked at as if all before it had. `checkSyntax` says what does not parse.
 */
export function lintMigrations(
  migrations: readonly Migration[],
  wanted: (migration: Migration) => boolean,
  pending: ReadonlySet<string> | null,
  settings: LintSettings,
  checkSyntax: CheckSyntax | null,
): readonly Diagnostic[] {
  const catalog = new Catalog();
  return migrations.flatMap((migration) => {
    if (migration.language === 'code') catalog.doubt();
    else if (!wanted(migration)) applyUp(migration, catalog, settings.dialect);
    else {
      const start = { catalog, pending: pending ?? new Set([migration.id]) };
      return filesOf(migration).flatMap((file) =>
        [...unparsed(file, settings.dialect, checkSyntax), ...lintFile(file, start, settings)].sort(
          (a, b) => a.place.start! - b.place.start!,
        ),
      );
    }
    return [];
  });
}

function unparsed(
  { sections }: LintFile,
  dialect: SqlDialect,
  check: CheckSyntax | null,
): readonly Diagnostic[] {
  if (check === null) return [];
  return sections.flatMap(({ section }) => {
    const statements = checkSection(section, dialect).statements;
    const read = statements.map((one) => ({ ...one, kind: classify(one, dialect) }));
    return syntaxFindings(section.file, section.text, read, check);
  });
}

/** The files of a migration: one with both sections, or one for each. */
export function filesOf(migration: Migration): readonly LintFile[] {
  const { id, version, up, down } = migration;
  const about = { migration: id, version };
  const first = { direction: 'up' as const, section: up };
  if (down === null) return [{ ...about, sections: [first] }];
  const second = { direction: 'down' as const, section: down };
  return down.file === up.file
    ? [{ ...about, sections: [first, second] }]
    : [
        { ...about, sections: [first] },
        { ...about, sections: [second] },
      ];
}

function applyUp({ id, up }: Migration, catalog: Catalog, dialect: SqlDialect): void {
  for (const { text, start } of checkSection(up, dialect).statements)
    for (const effect of readDdl(text, dialect))
      catalog.apply({ effect, path: up.file, migration: id, offset: start, text });
}
