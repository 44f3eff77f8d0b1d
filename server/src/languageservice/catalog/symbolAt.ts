import type { Catalog, CatalogColumn, CatalogTable } from '../../engine/catalog/catalog.ts';
import { Cursor } from '../../engine/catalog/cursor.ts';
import type { WrittenName } from '../../engine/catalog/facts.ts';
import { tableKey } from '../../engine/catalog/names.ts';
import { postgresSyntax as fallback, type SqlDialect } from '../../engine/sql/index.ts';
import type { AnalysedStatement } from '../analysis.ts';
import type { ProjectSnapshot } from '../model.ts';
import { type Mention, mentionsIn } from './mentions.ts';
import { applyStatement, placeInSection } from './replay.ts';

/** A table, or one of its columns, that a name in a file means. */
export interface SymbolAt {
  readonly table: CatalogTable;
  readonly column: CatalogColumn | null;
  /** The name, in the file. */
  readonly start: number;
  readonly end: number;
}

/** What the name at `offset` means; null for keywords, unknown names and everything that is no name. */
export function symbolAt(project: ProjectSnapshot, path: string, offset: number): SymbolAt | null {
  const place = placeInSection(project, path, offset);
  if (place?.statement == null) return null;
  const { statement, before } = place;
  const dialect = dialectOf(project);
  const name = nameAt(statement, offset, dialect);
  if (name === null) return null;
  const migration = project.directory.migrationOf(path)!.id;
  const range = { start: statement.start + name.start, end: statement.start + name.end };
  // A name may stand for what the statement drops, or for what it makes.
  const dropped = lookUp(name, statement, before, dialect);
  if (dropped !== null && dropped.column === null && name.isTable) {
    applyStatement(before, statement, { path, migration });
    const after = before.keyOf(dropped.table.id);
    const table = after === null ? dropped.table : (before.table(after) ?? dropped.table);
    return { ...range, table, column: null };
  }
  if (dropped !== null) return { ...dropped, ...range };
  applyStatement(before, statement, { path, migration });
  const made = lookUp(name, statement, before, dialect);
  return made === null ? null : { ...made, ...range };
}

/** The dialect that a project's statements are read as. */
export function dialectOf(project: ProjectSnapshot): SqlDialect {
  return project.dialect ?? fallback;
}

interface NameAt extends WrittenName {
  /** The parts before it: `u` of `u.email`. */
  readonly qualifier: { readonly parts: readonly string[]; readonly quoted: readonly boolean[] } | null;
  /** It stands where a table's name does. */
  readonly isTable: boolean;
}

function nameAt(statement: AnalysedStatement, offset: number, dialect: SqlDialect): NameAt | null {
  const at = offset - statement.start;
  const cursor = new Cursor(statement.text, dialect);
  const index = cursor.tokens.findIndex(
    ({ start, end }) => at >= start && at <= end && isNameLike(cursor, start),
  );
  if (index < 0) return null;
  cursor.at = index;
  const name = cursor.name();
  if (name === null) return null;
  const parts: string[] = [];
  const quoted: boolean[] = [];
  for (let before = index - 1; before > 0 && text(cursor, before) === '.'; before -= 2) {
    cursor.at = before - 1;
    const part = cursor.name();
    if (part === null) break;
    parts.unshift(part.name);
    quoted.unshift(cursor.tokens[before - 1]!.kind !== 'word');
  }
  const isTable = mentionsIn(statement.text, dialect).some(({ table }) => table.start === name.start);
  return { ...name, qualifier: parts.length === 0 ? null : { parts, quoted }, isTable };
}

function isNameLike(cursor: Cursor, start: number): boolean {
  const token = cursor.tokens.find((one) => one.start === start)!;
  return token.kind === 'word' || token.kind === 'quotedIdentifier';
}

function text(cursor: Cursor, index: number): string {
  const token = cursor.tokens[index]!;
  return cursor.text.slice(token.start, token.end);
}

function lookUp(
  name: NameAt,
  statement: AnalysedStatement,
  catalog: Catalog,
  dialect: SqlDialect,
): { readonly table: CatalogTable; readonly column: CatalogColumn | null } | null {
  const { qualifier } = name;
  const mentions = mentionsIn(statement.text, dialect);
  if (name.isTable) {
    const mention = mentions.find(({ table }) => table.start === name.start)!;
    const table = catalog.table(mention.table.key);
    return table === null ? null : { table, column: null };
  }
  const tables =
    qualifier === null
      ? tablesOf(statement, mentions, catalog)
      : qualified(tableKey(qualifier.parts, qualifier.quoted, dialect), mentions, catalog);
  for (const table of tables) {
    const column = table.columns.find(({ key }) => key === name.key);
    if (column !== undefined) return { table, column };
  }
  const own = qualifier === null ? catalog.table(name.key) : null;
  const called =
    own !== null && mentions.some(({ table, alias }) => table.key === own.key || alias === name.key);
  return called ? { table: own, column: null } : null;
}

/** The known tables that a statement speaks of. */
export function tablesOf(
  statement: Pick<AnalysedStatement, 'effects'>,
  mentions: readonly Mention[],
  catalog: Catalog,
): readonly CatalogTable[] {
  const keys = new Set([
    ...statement.effects.flatMap((effect) => ('table' in effect && effect.table ? [effect.table.key] : [])),
    ...mentions.map(({ table }) => table.key),
  ]);
  return [...keys].flatMap((key) => catalog.table(key) ?? []);
}

/** The table that `u` of `u.email` stands for: by alias first. */
export function qualified(
  key: string,
  mentions: readonly Mention[],
  catalog: Catalog,
): readonly CatalogTable[] {
  const aliased = mentions.find(({ alias }) => alias === key);
  return [aliased?.table.key ?? key].flatMap((one) => catalog.table(one) ?? []);
}
