import type { Database } from '../database.ts';
import { type Flavour, hasLibraries } from './flavour.ts';
import { identifier, literal } from './literal.ts';

/**
 * Drops everything in `database`, whatever the session's own is: events, views, triggers with their tables, tables in one
 * statement with foreign keys off, sequences, routines, packages, libraries. The database itself stays, and the tables `kept`.
 */
export async function dropAll(
  connection: Database,
  flavour: Flavour,
  database: string,
  kept: readonly string[],
): Promise<void> {
  const execute = (sql: string) => connection.execute(sql);
  const names = async (sql: string) =>
    (await connection.query(sql)).map(
      (row) => [String(row.type), identifier(database, String(row.name))] as const,
    );
  const here = literal(database);
  const events = await names(
    `SELECT 'EVENT' AS type, event_name AS name FROM information_schema.events WHERE event_schema = ${here}`,
  );
  const tables = await names(
    `SELECT table_type AS type, table_name AS name FROM information_schema.tables WHERE table_schema = ${here} ORDER BY table_name`,
  );
  const routines = await names(
    `SELECT routine_type AS type, routine_name AS name FROM information_schema.routines WHERE routine_schema = ${here}`,
  );
  const libraries = hasLibraries(flavour)
    ? await names(
        `SELECT 'LIBRARY' AS type, library_name AS name FROM information_schema.libraries WHERE library_schema = ${here}`,
      )
    : [];
  const stays = new Set(kept.map((name) => identifier(database, name)));
  const of = (...types: readonly string[]) =>
    tables.filter(([type, name]) => types.includes(type) && !stays.has(name)).map(([, name]) => name);

  for (const [, name] of events) await execute(`DROP EVENT IF EXISTS ${name}`);
  const [before] = await connection.query('SELECT @@SESSION.foreign_key_checks AS checks');
  await execute('SET SESSION foreign_key_checks = 0');
  try {
    const views = of('VIEW', 'SYSTEM VIEW');
    if (views.length > 0) await execute(`DROP VIEW IF EXISTS ${views.join(', ')}`);
    const plain = of('BASE TABLE', 'SYSTEM VERSIONED');
    // One statement: the order among tables that refer to each other, or take their defaults from a sequence, does not matter.
    if (plain.length > 0) await execute(`DROP TABLE IF EXISTS ${plain.join(', ')}`);
    const sequences = of('SEQUENCE');
    if (sequences.length > 0) await execute(`DROP SEQUENCE IF EXISTS ${sequences.join(', ')}`);
  } finally {
    // Not DEFAULT: MySQL 9 then leaves them off.
    await execute(`SET SESSION foreign_key_checks = ${before?.checks}`);
  }
  // A package goes with its body.
  const droppable = routines.filter(([type]) => type !== 'PACKAGE BODY' || !flavour.mariadb);
  for (const [type, name] of [...droppable, ...libraries]) await execute(`DROP ${type} IF EXISTS ${name}`);
}
