import { type Database, DatabaseError } from '../database/database.ts';
import type { Change } from '../diff/change.ts';
import { type Table, tableId } from '../schema/model.ts';

/** More tables than this in one query would make it longer than it saves. */
const tablesPerQuery = 200;

/**
 * The ids of the tables that a difference touches and that hold rows. New tables hold none; of a table that cannot be
 * read (a foreign one whose server is away) it is said that it does.
 */
export async function filledTables(
  database: Database,
  changes: readonly Change[],
): Promise<ReadonlySet<string>> {
  const tables = changes.flatMap((change) =>
    change.kind === 'alterTable' ? [change.before] : change.kind === 'dropTable' ? [change.table] : [],
  );
  const filled = new Set<string>();
  for (let start = 0; start < tables.length; start += tablesPerQuery) {
    const some = tables.slice(start, start + tablesPerQuery);
    for (const id of await ask(database, some)) filled.add(id);
  }
  return filled;
}

async function ask(database: Database, tables: readonly Table[]): Promise<readonly string[]> {
  const parts = tables.map((table, index) => {
    const name =
      table.schema === null ? database.identifier(table.name) : database.identifier(table.schema, table.name);
    return `SELECT ${index} AS number FROM (SELECT 1 AS one) each_table WHERE EXISTS (SELECT 1 FROM ${name})`;
  });
  try {
    const rows = await database.query(parts.join(' UNION ALL '));
    return rows.map((row) => tableId(tables[Number(row.number)]!));
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
    if (tables.length === 1) return [tableId(tables[0]!)];
  }
  const ids: string[] = [];
  for (const table of tables) ids.push(...(await ask(database, [table])));
  return ids;
}
