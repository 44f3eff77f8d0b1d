import { type Database, DatabaseError } from '../database.ts';
import type { Unusable } from '../unusable.ts';

const viewsSql =
  'SELECT table_name AS name FROM information_schema.views WHERE table_schema = DATABASE() ORDER BY table_name';

/** A view is looked at when it is made, and not again when what it reads goes away. */
export async function unusableInMysql(database: Database): Promise<readonly Unusable[]> {
  const found: Unusable[] = [];
  for (const row of await database.query(viewsSql)) {
    const name = String(row.name);
    try {
      await database.query(`SELECT 1 FROM ${database.identifier(name)} LIMIT 0`);
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.connectionLost) throw error;
      found.push({ kind: 'view', name, error });
    }
  }
  return found;
}
