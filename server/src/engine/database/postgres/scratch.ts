import { randomBytes } from 'node:crypto';
import { MigrateError } from '../../errors.ts';
import { type Database, DatabaseError, type Row, type Scratch } from '../database.ts';
import { identifier, literal } from './quote.ts';

const prefix = 'switchback_scratch_';
const oldestMs = 3_600_000;

/** Encoding and locale of the database that a scratch database must be like, so that types, orders and indexes mean the same. */
export const likeSql = `SELECT pg_catalog.to_jsonb(d) AS database, pg_catalog.pg_encoding_to_char(d.encoding) AS encoding
FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`;

/**
 * Creates `switchback_scratch_<time>_<random>` through `server` (a connection of its own, closed at the end) and opens it.
 * `like` is the row of `likeSql`. Scratch databases of killed runs, older than an hour and with nobody connected, are
 * dropped first. Throws `scratch-failed` when the right is missing.
 */
export async function createScratchDatabase(
  server: Database,
  like: Row,
  open: (name: string) => Promise<Database>,
): Promise<Scratch> {
  const name = `${prefix}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  try {
    await dropStale(server);
    await server.execute(`CREATE DATABASE ${identifier(name)} ${optionsLike(like)}`);
  } catch (error) {
    await server.close();
    throw scratchFailed(error);
  }
  let dropped = false;
  const drop = async () => {
    if (dropped) return;
    dropped = true;
    // When the connection is gone, a later run drops it.
    await server.execute(`DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`).catch(() => {});
    await server.close();
  };
  try {
    const database = await open(name);
    return {
      database,
      drop: async () => {
        await database.close();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** template0 takes any encoding and locale, and has nothing in it that a site put into template1. */
function optionsLike(like: Row): string {
  const database = like.database as Readonly<Record<string, string | null>>;
  const provider = database.datlocprovider ?? 'c';
  const locale = database.datlocale ?? database.daticulocale ?? null;
  const options = [
    'TEMPLATE template0',
    `ENCODING ${literal(String(like.encoding))}`,
    `LC_COLLATE ${literal(database.datcollate ?? 'C')}`,
    `LC_CTYPE ${literal(database.datctype ?? 'C')}`,
  ];
  if (provider === 'i') options.push('LOCALE_PROVIDER icu', `ICU_LOCALE ${literal(locale)}`);
  if (provider === 'i' && database.daticurules) options.push(`ICU_RULES ${literal(database.daticurules)}`);
  if (provider === 'b') options.push('LOCALE_PROVIDER builtin', `BUILTIN_LOCALE ${literal(locale)}`);
  return options.join(' ');
}

async function dropStale(server: Database): Promise<void> {
  const rows = await server.query(
    `SELECT d.datname AS name FROM pg_catalog.pg_database d
WHERE d.datname LIKE ${literal(`${prefix.replaceAll('_', '|_')}%`)} ESCAPE '|'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)`,
  );
  for (const row of rows) {
    const name = String(row.name);
    const time = Number.parseInt(name.slice(prefix.length).split('_')[0]!, 36);
    if (!(Date.now() - time > oldestMs)) continue;
    // Another run may be dropping it too, or somebody have connected.
    await server.execute(`DROP DATABASE IF EXISTS ${identifier(name)}`).catch(() => {});
  }
}

function scratchFailed(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const denied = error.database.code === '42501';
  return new MigrateError('scratch-failed', 'No scratch database could be made on this server.', {
    database: error.database,
    hint: denied
      ? 'ALTER ROLE … CREATEDB for the user, or name another server with --scratch URL.'
      : 'Name another server with --scratch URL.',
  });
}
