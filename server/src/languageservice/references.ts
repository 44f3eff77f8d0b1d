import { Catalog, type CatalogTable, type Location } from '../engine/catalog/catalog.ts';
import { Cursor } from '../engine/catalog/cursor.ts';
import type { WrittenName } from '../engine/catalog/facts.ts';
import { versionNumber } from '../engine/migrations/index.ts';
import type { AnalysedStatement } from './analysis.ts';
import { mentionsIn } from './catalog/mentions.ts';
import { applyStatement, sectionOf } from './catalog/replay.ts';
import { dialectOf, symbolAt } from './catalog/symbolAt.ts';
import { directiveAt } from './directiveAt.ts';
import type { ProjectSnapshot } from './model.ts';

/** Where the table or column at `offset` was created, or the migration a directive requires; null when unknown. */
export function definition(project: ProjectSnapshot, path: string, offset: number): Location | null {
  const directive = directiveAt(project, path, offset);
  if (directive !== null) {
    const number = directive.version === null ? null : versionNumber(directive.version);
    const target = project.directory.migrations.find((migration) => migration.number === number);
    return target === undefined ? null : { path: target.files[0]!, start: 0, end: 0 };
  }
  const symbol = symbolAt(project, path, offset);
  if (symbol === null) return null;
  return symbol.column === null ? symbol.table.created : symbol.column.created;
}

/**
 * Every place in the project's files that names the table or column at `offset`, through renames; for a required
 * version every `requires` of it. In the order of the migrations, empty when nothing is there.
 */
export function references(project: ProjectSnapshot, path: string, offset: number): readonly Location[] {
  const directive = directiveAt(project, path, offset);
  if (directive !== null) return requirementsOf(project, directive.version);
  const symbol = symbolAt(project, path, offset);
  if (symbol === null) return [];
  return placesOf(project, symbol.table, symbol.column?.key ?? null);
}

function requirementsOf(project: ProjectSnapshot, version: string | null): readonly Location[] {
  const number = version === null ? null : versionNumber(version);
  return project.directory.migrations.flatMap(({ requires }) =>
    requires.flatMap(({ number: required, place: { file, start, end } }) =>
      required === number && start !== undefined && end !== undefined ? [{ path: file, start, end }] : [],
    ),
  );
}

/** Follows one table (and one column of it) through all files in order. */
function placesOf(project: ProjectSnapshot, table: CatalogTable, column: string | null): readonly Location[] {
  const found: Location[] = [];
  const catalog = new Catalog();
  // A column's name changes on the way; it is sought under the names that lead to the one at hand.
  const columnNames = column === null ? null : namesOf(project, table, column);
  const look = (statement: AnalysedStatement, path: string, keys: readonly (string | null)[]) => {
    for (const { start, end } of namesIn(statement, keys, columnNames, project)) {
      found.push({ path, start: statement.start + start, end: statement.start + end });
    }
  };
  for (const migration of project.directory.migrations) {
    const about = { path: migration.files[0]!, migration: migration.id };
    const first = catalog.keyOf(table.id);
    for (const statement of sectionOf(project, about.path, 'up')?.statements ?? []) {
      const before = catalog.keyOf(table.id);
      applyStatement(catalog, statement, about);
      look(statement, about.path, [before, catalog.keyOf(table.id)]);
    }
    const last = catalog.keyOf(table.id);
    if (first === null && last === null) continue;
    const downFile = migration.down?.file;
    if (downFile === undefined || migration.language === 'code') continue;
    for (const statement of sectionOf(project, downFile, 'down')?.statements ?? [])
      look(statement, downFile, [first, last]);
  }
  return found;
}

/** All keys that a column of `table` has had, from its first name to its last, given one of them. */
function namesOf(project: ProjectSnapshot, table: CatalogTable, column: string): ReadonlySet<string> {
  const renames: (readonly [string, string])[] = [];
  const catalog = new Catalog();
  for (const { files, id } of project.directory.migrations) {
    for (const statement of sectionOf(project, files[0]!, 'up')?.statements ?? []) {
      for (const effect of statement.effects) {
        const pair =
          effect.kind === 'renameColumn'
            ? effect.to.key
            : effect.kind === 'replaceColumn' && effect.by.name.key !== effect.column.key
              ? effect.by.name.key
              : null;
        if (pair !== null && 'column' in effect && catalog.keyOf(table.id) === effect.table.key) {
          renames.push([(effect.column as WrittenName).key, pair]);
        }
      }
      applyStatement(catalog, statement, { path: files[0]!, migration: id });
    }
  }
  const names = new Set([column]);
  for (const [from, to] of renames) if (names.has(from)) names.add(to);
  for (const [from, to] of [...renames].reverse()) if (names.has(to)) names.add(from);
  return names;
}

function namesIn(
  statement: AnalysedStatement,
  keys: readonly (string | null)[],
  columns: ReadonlySet<string> | null,
  project: ProjectSnapshot,
): readonly { readonly start: number; readonly end: number }[] {
  const lower = statement.text.toLowerCase();
  const wanted = keys.filter((key) => key !== null && lower.includes(lastPart(key).toLowerCase()));
  if (wanted.length === 0) return [];
  const dialect = dialectOf(project);
  const mentions = mentionsIn(statement.text, dialect);
  const own = mentions.filter(({ table }) => wanted.includes(table.key));
  if (columns === null) {
    const made = statement.effects.flatMap((effect) =>
      effect.kind === 'renameTable' && wanted.includes(effect.to.key) ? [effect.to] : [],
    );
    const places = new Map([...own.map(({ table }) => table), ...made].map((name) => [name.start, name]));
    return [...places.values()].sort((a, b) => a.start - b.start);
  }
  if (own.length === 0) return [];
  const qualifiers = new Set(
    own.flatMap(({ table, alias }) => [lastPart(table.key), ...(alias === null ? [] : [alias])]),
  );
  const tables = new Set(mentions.map(({ table }) => table.start));
  const cursor = new Cursor(statement.text, dialect);
  const found: { start: number; end: number }[] = [];
  while (!cursor.done) {
    const index = cursor.at;
    const name = cursor.name();
    if (name === null) {
      cursor.at = index + 1;
      continue;
    }
    if (!columns.has(name.key) || tables.has(name.start)) continue;
    if (textAt(cursor, index - 1) === '.') {
      const back = new Cursor(cursor.text, dialect, cursor.tokens, index - 2);
      if (!qualifiers.has(back.name()?.key ?? '')) continue;
    }
    found.push({ start: name.start, end: name.end });
  }
  return found;
}

function textAt(cursor: Cursor, index: number): string {
  const token = cursor.tokens[index];
  return token === undefined ? '' : cursor.text.slice(token.start, token.end);
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
