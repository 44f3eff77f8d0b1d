import { type Database, DatabaseError } from '../database.ts';
import type { Unusable } from '../unusable.ts';

const madeSql = `SELECT type, name, tbl_name AS tbl FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name`;

/** SQLite takes a view or a trigger without looking at what it names; compiling a statement that uses it tells. */
export async function unusableInSqlite(database: Database): Promise<readonly Unusable[]> {
  const made = await database.query(madeSql);
  const found: Unusable[] = [];
  const attempt = async (kind: Unusable['kind'], name: string, uses: readonly string[]) => {
    for (const sql of uses) {
      const error = await refusalOf(database, `EXPLAIN ${sql}`);
      if (error !== null && !found.some((one) => one.name === name)) found.push({ kind, name, error });
    }
  };
  for (const { type, name } of made)
    if (type === 'view')
      await attempt('view', String(name), [`SELECT 1 FROM ${database.identifier(String(name))}`]);
  const views = new Set(made.filter(({ type }) => type === 'view').map(({ name }) => String(name)));
  const bad = new Set(found.map(({ name }) => name));
  for (const { type, name, tbl } of made) {
    const table = String(tbl);
    if (type !== 'trigger' || bad.has(table)) continue;
    const columns = await database.query(`SELECT name FROM pragma_table_info(${database.literal(table)})`);
    const quoted = database.identifier(table);
    const sets = columns.map((column) => {
      const one = database.identifier(String(column.name));
      return `${one} = ${one}`;
    });
    const insert = views.has(table) ? `VALUES (${columns.map(() => 'NULL').join(', ')})` : 'DEFAULT VALUES';
    await attempt('trigger', String(name), [
      `INSERT INTO ${quoted} ${insert}`,
      `UPDATE ${quoted} SET ${sets.join(', ')}`,
      `DELETE FROM ${quoted}`,
    ]);
  }
  return found;
}

async function refusalOf(database: Database, sql: string): Promise<DatabaseError | null> {
  try {
    await database.query(sql);
    return null;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    // Nobody meant the view to be written in this way: it has triggers for others.
    return /because it is a view$/.test(error.message) ? null : error;
  }
}
