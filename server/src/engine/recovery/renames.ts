import type { Database } from '../database/database.ts';
import { diffSchemas } from '../diff/differ.ts';
import type { JournalEntry } from '../history/history.ts';
import type { Column, Schema, Table } from '../schema/model.ts';
import { standingStatements } from './standing.ts';

/** A schema with renames undone, and the statements that undo them in the database. */
export interface UndoneRenames {
  readonly schema: Schema;
  readonly statements: readonly string[];
}

/**
 * Tables and columns that the section has renamed are the same things under another name: renamed back they lose
 * nothing, where dropping and creating them would. They are told by a rename among the statements that ran together
 * with a thing gone and a thing of the same shape come; without both, nothing is taken for a rename.
 */
export function undoRenames(
  row: JournalEntry,
  now: Schema,
  before: Schema,
  database: Database,
): UndoneRenames {
  const ran = standingStatements(row, database.syntax).map(({ statement }) => statement.text);
  const renames = ran.filter((text) => /\b(RENAME|CHANGE)\b/i.test(text));
  if (renames.length === 0) return { schema: now, statements: [] };
  const statements: string[] = [];
  let schema = now;
  for (const [from, to] of renamedTables(schema, before, renames, database)) {
    statements.push(`ALTER TABLE ${qualified(from, database)} RENAME TO ${renameTarget(to, database)}`);
    schema = withTables(schema, (table) => (table === from ? { ...table, name: to.name } : table));
  }
  const named = new Map(before.tables.map((table) => [keyOf(table), table]));
  schema = withTables(schema, (table) => {
    const original = named.get(keyOf(table));
    if (original === undefined) return table;
    return renamedColumns(table, original, renames).reduce((changed, [from, to]) => {
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

function renameTarget(table: Table, database: Database): string {
  return database.identifier(table.name);
}

function withTables(schema: Schema, change: (table: Table) => Table): Schema {
  return { ...schema, tables: schema.tables.map(change) };
}

function renamedTables(now: Schema, before: Schema, renames: readonly string[], database: Database) {
  const changes = diffSchemas(before, now, database);
  const gone = changes.filter((change) => change.kind === 'dropTable').map((change) => change.table);
  const come = changes.filter((change) => change.kind === 'createTable').map((change) => change.table);
  const pairs: [from: Table, to: Table][] = [];
  for (const to of gone) {
    const from = come.find(
      (table) =>
        !pairs.some(([taken]) => taken === table) &&
        table.schema === to.schema &&
        mentions(renames, to.name, table.name) &&
        table.columns.length === to.columns.length,
    );
    if (from !== undefined) pairs.push([from, to]);
  }
  return pairs;
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
