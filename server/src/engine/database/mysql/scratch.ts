import { randomBytes } from 'node:crypto';
import { MigrateError } from '../../errors.ts';
import { type Database, DatabaseError, type Scratch } from '../database.ts';
import { identifier, literal } from './literal.ts';

const prefix = 'switchback_scratch_';
const oldestMs = 3_600_000;

/**
 * Creates `switchback_scratch_<time>_<random>` with the charset and collation of the database that `connection` (a new
 * one, of the scratch database's own) is on, and moves it there by `enter`. Scratch databases of killed runs, older
 * than an hour, are dropped first. Throws `scratch-failed` when the right is missing.
 */
export async function createScratchDatabase(
  connection: Database,
  enter: (name: string) => Promise<void>,
): Promise<Scratch> {
  const name = `${prefix}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  try {
    await dropStale(connection);
    const [like] = await connection.query(
      'SELECT @@character_set_database AS charset, @@collation_database AS collation',
    );
    await connection.execute(
      `CREATE DATABASE ${identifier(name)} CHARACTER SET ${like?.charset} COLLATE ${like?.collation}`,
    );
    await enter(name);
  } catch (error) {
    await connection.close();
    throw scratchFailed(error);
  }
  let dropped = false;
  return {
    database: connection,
    async drop() {
      if (dropped) return;
      dropped = true;
      // When the connection is gone, a later run drops it.
      await connection.execute(`DROP DATABASE IF EXISTS ${identifier(name)}`).catch(() => {});
      await connection.close();
    },
  };
}

async function dropStale(connection: Database): Promise<void> {
  const rows = await connection.query(
    `SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ${literal(`${prefix.replaceAll('_', '|_')}%`)} ESCAPE '|'`,
  );
  for (const row of rows) {
    const name = String(row.name);
    const time = Number.parseInt(name.slice(prefix.length).split('_')[0]!, 36);
    if (!(Date.now() - time > oldestMs)) continue;
    // Another run may be dropping it too.
    await connection.execute(`DROP DATABASE IF EXISTS ${identifier(name)}`).catch(() => {});
  }
}

function scratchFailed(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  return new MigrateError('scratch-failed', 'No scratch database could be made on this server.', {
    database: error.database,
    hint: `GRANT ALL ON \`${prefix.replaceAll('_', '\\_')}%\`.* TO the user, or name another server with --scratch URL.`,
  });
}
