import Sqlite from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';

export type Row = Readonly<Record<string, unknown>>;
type Connect = (url: string) => Promise<RawConnection>;

/** A plain driver connection, independent of the engine under test. */
export interface RawConnection {
  /** Runs one or several statements; gives the rows of the last one that has any. */
  query(text: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const connectors: Readonly<Record<string, Connect>> = {
  'postgres:': connectPostgres,
  'postgresql:': connectPostgres,
  'mysql:': connectMysql,
  'mariadb:': connectMysql,
  'sqlite:': connectSqlite,
};

/** Opens a connection to any database of the tests; the caller closes it. */
export async function connectRaw(url: string): Promise<RawConnection> {
  const scheme = url.slice(0, url.indexOf(':') + 1);
  const connect = connectors[scheme];
  if (connect === undefined) throw new Error(`No test driver for ${scheme} addresses.`);
  return connect(url);
}

/** Runs SQL, one or several statements, over a connection of its own, and gives the rows. */
export async function query(url: string, text: string): Promise<readonly Row[]> {
  const connection = await connectRaw(url);
  try {
    return await connection.query(text);
  } finally {
    await connection.close();
  }
}

/** Runs SQL whose rows do not matter. */
export async function sql(url: string, text: string): Promise<void> {
  await query(url, text);
}

async function connectPostgres(url: string): Promise<RawConnection> {
  const client = new pg.Client({ connectionString: url });
  // A server that is killed under an idle connection is an event of its own; without a listener it ends the process.
  client.on('error', () => {});
  await client.connect();
  return {
    query: async (text) => {
      // pg gives an array of results when the text holds several statements.
      const results = [await client.query(text)].flat() as pg.QueryResult<Row>[];
      return results.findLast((result) => result.fields.length > 0)?.rows ?? [];
    },
    close: () => client.end(),
  };
}

async function connectMysql(url: string): Promise<RawConnection> {
  const uri = url.replace(/^mariadb:/, 'mysql:');
  const client = await mysql.createConnection({ uri, multipleStatements: true, flags: ['-IGNORE_SPACE'] });
  client.on('error', () => {});
  return {
    query: async (text) => lastRows(await client.query(text)),
    close: () => client.end(),
  };
}

/** mysql2 gives one result, or an array of them when the text holds several statements. */
function lastRows([results, fields]: [unknown, unknown]): readonly Row[] {
  if (!Array.isArray(results)) return [];
  const several = Array.isArray(fields) && fields.some((each) => each === undefined || Array.isArray(each));
  if (!several) return results as Row[];
  return (results.findLast((result) => Array.isArray(result)) ?? []) as Row[];
}

async function connectSqlite(url: string): Promise<RawConnection> {
  const database = new Sqlite(url.replace(/^sqlite:(\/\/)?/, ''));
  return {
    query: async (text) => {
      try {
        const statement = database.prepare(text);
        if (statement.reader) return statement.all() as Row[];
        statement.run();
      } catch (error) {
        // prepare() takes exactly one statement.
        if (!(error instanceof RangeError)) throw error;
        database.exec(text);
      }
      return [];
    },
    close: async () => void database.close(),
  };
}
