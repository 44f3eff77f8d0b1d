// The servers that are measured on: one named by BENCH_POSTGRES_URL, BENCH_MYSQL_URL, BENCH_MARIADB_URL, else one of the
// tests' own, started on the disk and with the waits for it that a server makes when nobody told it otherwise.
import { tmpdir } from 'node:os';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createRunDirectory } from '../server/test/servers/runDirectory.ts';
import { startServer } from '../server/test/servers/servers.ts';

const kinds = {
  postgres: {
    named: 'BENCH_POSTGRES_URL',
    server: 'postgres18',
    settings: { fsync: 'on', autovacuum: 'on', shared_buffers: '128MB', max_locks_per_transaction: '64' },
  },
  mysql: {
    named: 'BENCH_MYSQL_URL',
    server: 'mysql9',
    settings: { 'innodb-flush-log-at-trx-commit': '1', 'innodb-flush-method': 'fsync' },
  },
  mariadb: {
    named: 'BENCH_MARIADB_URL',
    server: 'mariadb11',
    settings: { 'innodb-flush-log-at-trx-commit': '1', 'innodb-flush-method': 'fsync' },
  },
};

/** Starts (or finds) the server of a kind; `stop` ends what was started here. */
export async function serverOf(kind) {
  const { named, server, settings } = kinds[kind];
  const url = process.env[named];
  const started =
    url === undefined
      ? await startServer(server, { runDirectory: createRunDirectory(tmpdir()), settings })
      : { url, stop: async () => {} };
  const inside = (name) => {
    const address = new URL(started.url);
    address.pathname = `/${name}`;
    return address.href;
  };
  const drop = (name) =>
    sql(started.url, `drop database if exists ${name}${kind === 'postgres' ? ' with (force)' : ''}`);
  return {
    stop: () => started.stop(),
    drop,
    /** `template`: another database of a PostgreSQL server that the new one begins as. */
    create: async (name, template) => {
      await drop(name);
      await sql(
        started.url,
        `create database ${name}${template === undefined ? '' : ` template ${template}`}`,
      );
      return inside(name);
    },
  };
}

/** Runs statements, one after the other, at an address. */
export async function sql(url, ...texts) {
  if (url.startsWith('postgres')) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (const text of texts) await client.query(text);
    return client.end();
  }
  const connection = await mysql.createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    multipleStatements: true,
  });
  for (const text of texts) await connection.query(text);
  return connection.end();
}
