import type { Database } from '../database/database.ts';
import type { JournalEntry } from '../history/history.ts';
import { standingStatements } from '../plan/standing.ts';
import type { Column, Schema, Table } from '../schema/model.ts';
import { classify, type Statement } from '../sql/index.ts';

/** A schema with renames undone, and the statements that undo them in the database. */
export interface UndoneRenames {
  readonly schema: Schema;
  readonly statements: readonly string[];
}

/**
 * Tables and columns that the section has renamed are the same things under another name: renamed back they lose
 * nothing, where dropping and creating them would. Tables go back in the reverse order of the statements that ran; a
 * column is told by a rename among them together with one gone and one come.
 */
export function undoRenames(
  row: JournalEntry,
  now: Schema,
  before: Schema,
  database: Database,
): UndoneRenames {
  const ran = standingStatements(row, database.syntax).map(({ statement }) => statement);
  const renames = ran.filter(({ text }) => /\b(RENAME|CHANGE)\b/i.test(text));
  if (renames.length === 0) return { schema: now, statements: [] };
  const statements: string[] = [];
  let schema = now;
  for (const { from, to } of renames.flatMap((one) => tableRenames(one, database)).reverse()) {
    const table = named(schema, to);
    if (table === undefined || named(schema, from) !== undefined) continue;
    const name = named(before, from)?.name ?? from.at(-1)!;
    statements.push(`ALTER TABLE ${qualified(table, database)} RENAME TO ${database.identifier(name)}`);
    schema = withTables(schema, (one) => (one === table ? { ...one, name } : one));
  }
  const texts = renames.map(({ text }) => text);
  const originals = new Map(before.tables.map((table) => [keyOf(table), table]));
  schema = withTables(schema, (table) => {
    const original = originals.get(keyOf(table));
    if (original === undefined) return table;
    return renamedColumns(table, original, texts).reduce((changed, [from, to]) => {
      const names = `${database.identifier(from.name)} TO ${database.identifier(to.name)}`;
      statements.push(`ALTER TABLE ${qualified(table, database)} RENAME COLUMN ${names}`);
      return withColumn(changed, from, to);
    }, table);
  });
  // The comparison of what is left must be read from names as they are after renaming back.
  return { schema, statements };
}

function keyOf(table: Table): string {
  return `${table.schema}.${table.name}`;
}

function qualified(table: Table, database: Database): string {
  return table.schema === null
    ? database.identifier(table.name)
    : database.identifier(table.schema, table.name);
}

function withTables(schema: Schema, change: (table: Table) => Table): Schema {
  return { ...schema, tables: schema.tables.map(change) };
}

interface TableRename {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The pairs of names in a statement that renames tables, in its order. */
function tableRenames(statement: Statement, { syntax }: Database): readonly TableRename[] {
  const { verb, tables } = classify(statement, syntax);
  if (/\b(ATTACH|DETACH|EXCHANGE)\b/i.test(statement.text)) return [];
  const names = tables.map(({ parts }) => parts);
  if (verb === 'ALTER') return names.length === 2 ? [{ from: names[0]!, to: names[1]! }] : [];
  return names.flatMap((from, index) =>
    index % 2 === 0 && names[index + 1] ? [{ from, to: names[index + 1]! }] : [],
  );
}

/** The one table that a name can mean. */
function named(schema: Schema, name: readonly string[]): Table | undefined {
  const own = name.at(-1)!;
  const spaced = schema.tables.filter(
    (table) => name.length === 1 || table.schema === null || table.schema === name.at(-2),
  );
  return (
    spaced.find((table) => table.name === own) ??
    spaced.find((table) => table.name.toLowerCase() === own.toLowerCase())
  );
}

function renamedColumns(now: Table, before: Table, renames: readonly string[]): [from: Column, to: Column][] {
  const gone = before.columns.filter((column) => !now.columns.some(({ name }) => name === column.name));
  const come = now.columns.filter((column) => !before.columns.some(({ name }) => name === column.name));
  return gone.flatMap((to): [Column, Column][] => {
    const from = come.find((column) => mentions(renames, to.name, column.name));
    return from === undefined ? [] : [[from, to]];
  });
}

function withColumn(table: Table, from: Column, to: Column): Table {
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.name === from.name ? { ...column, name: to.name } : column,
    ),
  };
}

/** One statement that names both. */
function mentions(statements: readonly string[], a: string, b: string): boolean {
  return statements.some((text) => word(text, a) && word(text, b));
}

function word(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text);
}
