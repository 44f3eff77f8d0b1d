import { DatabaseError } from '../database.ts';
import type { Handle } from './driver.ts';
import { identifier } from './quote.ts';
import { isName, nameOf, wordsOf } from './words.ts';

/**
 * With foreign keys enforced, DROP TABLE first deletes the table's rows one by one: `ON DELETE CASCADE` then empties
 * the tables that refer to it, without a word. Nobody means that, and in a hand-written table rebuild it is the loss of
 * all child rows; so it is refused, with the way out. Where SQLite itself refuses, nothing is done here.
 * Throws `DatabaseError` with the code `SQLITE_CONSTRAINT_FOREIGNKEY`.
 */
export function guardDrop(handle: Handle, sql: string): void {
  if (!/^\s*drop\s+table\b/i.test(sql) || handle.pragma('foreign_keys', { simple: true }) !== 1) return;
  const table = droppedTable(sql);
  if (table === null) return;
  const child = referringTables(handle, table).find(({ child, column }) =>
    hasReferences(handle, child, column),
  );
  if (child === undefined) return;
  throw new DatabaseError({
    code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
    message: `DROP TABLE would also change the rows of "${child.child}" that refer to "${table}" (ON DELETE ${child.action})`,
    hint: `Put PRAGMA foreign_keys = off at the top of the migration, or drop "${child.child}" first.`,
  });
}

/** The name in `DROP TABLE [IF EXISTS] [main.]name`; null for a table of another database. */
function droppedTable(sql: string): string | null {
  const words = wordsOf(sql).slice(2);
  const rest = words[0]?.upper === 'IF' && words[1]?.upper === 'EXISTS' ? words.slice(2) : words;
  const [first, dot, second] = rest;
  if (!isName(first)) return null;
  if (dot?.text !== '.') return nameOf(first);
  return isName(second) && nameOf(first).toLowerCase() === 'main' ? nameOf(second) : null;
}

interface Reference {
  readonly child: string;
  readonly column: string;
  readonly action: string;
}

/** SQLite keeps no list of the tables that refer to one: their texts say which are worth asking. */
function referringTables(handle: Handle, table: string): readonly Reference[] {
  const rows = handle.prepare(
    `SELECT s.name AS child, k."from" AS column, k.on_delete AS action
     FROM main.sqlite_schema AS s, pragma_foreign_key_list(s.name, 'main') AS k
     WHERE s.type = 'table' AND s.name <> ? COLLATE NOCASE AND s.sql LIKE '%references%' AND instr(lower(s.sql), lower(?)) > 0
       AND k."table" = ? COLLATE NOCASE AND k.on_delete IN ('CASCADE', 'SET NULL', 'SET DEFAULT')`,
  );
  // A quote in a name is doubled in the text.
  const written = table.split(/["'`\]]/)[0]!;
  return rows.all(table, written, table) as Reference[];
}

function hasReferences(handle: Handle, child: string, column: string): boolean {
  const row = handle.prepare(
    `SELECT 1 FROM ${identifier('main', child)} WHERE ${identifier(column)} IS NOT NULL LIMIT 1`,
  );
  return row.get() !== undefined;
}
