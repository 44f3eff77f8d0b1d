import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../src/engine/database/connect.ts';
import { type Database, DatabaseError, type LockHolder } from '../src/engine/database/database.ts';
import { MigrateError } from '../src/engine/errors.ts';
import { allServers, type FreshDatabase, query, withDatabase } from './servers/testDatabases.ts';

const servers = allServers.filter(({ product }) => product === 'PostgreSQL');

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  );
}

describe.each(servers)('$name', (server) => {
  let fresh: FreshDatabase;
  let database: Database;

  beforeAll(async () => {
    fresh = await server.create();
    database = await connect(fresh.url);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  test('U3 all parts of a script run in one message, each with its own time and rows', async () => {
    const seen: [number, number, number | null][] = [];
    await database.runScript(
      [
        'CREATE TABLE parts (id int)',
        'INSERT INTO parts SELECT generate_series(1, 5)',
        "SELECT pg_sleep(0.2), 'a;b' -- no end here",
        '/* nothing */',
        'DELETE FROM parts WHERE id > 3',
      ],
      { onDone: (...call) => seen.push(call) },
    );
    expect(seen.map(([index, , rows]) => [index, rows])).toEqual([
      [0, null],
      [1, 5],
      [2, 1],
      [3, null],
      [4, 2],
    ]);
    expect(seen[2]![1]).toBeGreaterThan(190);
    // Each has its own time, not that of all before it.
    expect(seen[4]![1]).toBeLessThan(seen[2]![1]);
  });

  const failures: readonly {
    title: string;
    parts: readonly string[];
    part: number;
    code: string;
    at?: string;
  }[] = [
    {
      title: 'a syntax error in the middle',
      parts: ['CREATE TABLE never (a int)', "SELECT '😀é' FORM never", 'SELECT 1'],
      part: 1,
      code: '42601',
      at: 'never',
    },
    {
      title: 'a missing column',
      parts: ['SELECT 1', "SELECT '😀', nothing"],
      part: 1,
      code: '42703',
      at: 'nothing',
    },
    {
      title: 'a broken rule',
      parts: ['SELECT 1', 'SELECT 1', 'SELECT 1/0', 'SELECT 1'],
      part: 2,
      code: '22012',
    },
    {
      title: 'an open string',
      parts: ['SELECT 1', "SELECT 'abc", 'SELECT 2'],
      part: 1,
      code: '42601',
      at: "'abc",
    },
    { title: 'an open comment', parts: ['SELECT 1', 'SELECT 1 /* x'], part: 1, code: '42601', at: '/* x' },
    { title: 'a NUL character', parts: ['SELECT 1', "SELECT 'a\0b'"], part: 1, code: '22021' },
    { title: 'COPY without data', parts: ['SELECT 1', 'COPY pg_temp.x FROM STDIN'], part: 1, code: '0A000' },
    {
      title: 'a constraint checked at COMMIT',
      parts: [
        'BEGIN',
        'CREATE TABLE late (id int PRIMARY KEY, up int REFERENCES late DEFERRABLE INITIALLY DEFERRED)',
        'INSERT INTO late VALUES (1, 2)',
        'COMMIT',
      ],
      part: 3,
      code: '23503',
    },
  ];
  test.each(failures)(
    'U3 the failing part of a script is named: $title',
    async ({ parts, part, code, at }) => {
      const error = await rejection(database.runScript(parts));
      await database.execute('ROLLBACK');
      expect(error).toBeInstanceOf(DatabaseError);
      const failed = error as DatabaseError;
      expect([failed.part, failed.database.code]).toEqual([part, code]);
      if (at !== undefined)
        expect(parts[part]!.slice(failed.database.position)).toMatch(
          new RegExp(`^${at.replaceAll(/[*/]/g, '\\$&')}`),
        );
      expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
  );

  test('H1 a literal is read back whatever the session is set to', async () => {
    const text = String.raw`it's \ a "test" 😀 \' $$`;
    const bytes = new Uint8Array([0, 39, 92, 255]);
    for (const setting of ['on', 'off']) {
      await database.execute(`SET standard_conforming_strings = ${setting}`);
      const [row] = await database.query(
        `SELECT ${database.literal(text)} AS text, ${database.literal(bytes)} AS bytes, ${database.literal(null)} AS nothing`,
      );
      expect(row).toEqual({ text, bytes: Buffer.from(bytes), nothing: null });
    }
    await database.execute('RESET standard_conforming_strings');
  });

  test('U10 the reset puts the session back and keeps the lock, also at the head of a transaction', async () => {
    const session = await connect(`${fresh.url}?search_path=pg_catalog`);
    const lock = await session.acquireLock({ key: 'reset', timeoutMs: 1000 });
    const state = `SELECT current_setting('search_path') AS path, current_user AS who, current_setting('client_connection_check_interval', true) AS check,
      to_regclass('pg_temp.mine') AS temp, (SELECT count(*)::int FROM pg_cursors) AS cursors, (SELECT count(*)::int FROM pg_prepared_statements) AS prepared`;
    const [before] = await session.query(state);
    await session.runScript(
      [
        "SET search_path = ''",
        'SET ROLE pg_monitor',
        'SET client_connection_check_interval = 0',
        'CREATE TEMP TABLE mine (a int)',
        'PREPARE p AS SELECT 1',
        'DECLARE c CURSOR WITH HOLD FOR SELECT 1',
        'LISTEN here',
      ].filter((text) => server.version!.match(/ (\d+)/)![1]! >= '14' || !text.includes('check_interval')),
    );
    await session.runScript([
      ...(await session.sessionReset(true)),
      'BEGIN',
      'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
      'COMMIT',
    ]);
    expect(await session.query(state)).toEqual([before]);
    expect(await session.sessionReset(false)).toEqual([]);
    const error = await rejection(database.acquireLock({ key: 'reset', timeoutMs: 0 }));
    expect(error).toMatchObject({ code: 'lock-timeout' });
    await lock.release();
    await session.close();
  });

  test('U10 a reset leaves the isolation level to the migration', async () => {
    const session = await connect(fresh.url);
    const reset = await session.sessionReset(true);
    await session.runScript([
      ...reset,
      'BEGIN',
      'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
      'SELECT 1',
      'COMMIT',
    ]);
    await session.close();
  });

  test('U6 the second session waits, names the holder, and gets the lock when the first is gone', async () => {
    const first = await connect(fresh.url, { applicationName: 'first one' });
    const second = await connect(fresh.url);
    await first.acquireLock({ key: 'schema_migrations', timeoutMs: 0 });
    const refused = (await rejection(
      second.acquireLock({ key: 'schema_migrations', timeoutMs: 60 }),
    )) as MigrateError;
    expect(refused).toMatchObject({ code: 'lock-timeout' });
    expect(refused.message).toMatch(/held by process \d+ \(first one, user postgres/);
    const other = await second.acquireLock({ key: 'another_table', timeoutMs: 0 });
    await other.release();
    const waits: (LockHolder | null)[] = [];
    const waiting = second.acquireLock({
      key: 'schema_migrations',
      timeoutMs: 20_000,
      onWait: (holder) => {
        waits.push(holder);
        // Neither end closes the connection in order: this is what a killed process looks like.
        void first.close();
      },
    });
    const lock = await waiting;
    expect(waits).toHaveLength(1);
    expect(waits[0]!.since).toBeInstanceOf(Date);
    await lock.release();
    await lock.release();
    await second.close();
    await lock.release();
  });

  test('U6 a wait for the lock can be cancelled', async () => {
    const holder = await database.acquireLock({ key: 'cancelled', timeoutMs: 0 });
    const second = await connect(fresh.url);
    const abort = new AbortController();
    const waiting = second.acquireLock({
      key: 'cancelled',
      timeoutMs: 60_000,
      signal: abort.signal,
      onWait: () => abort.abort(),
    });
    expect(await rejection(waiting)).toMatchObject({ code: 'cancelled' });
    await holder.release();
    await second.close();
  });

  test('U8 a connection that cannot be made says why, and never the password', async () => {
    const secret = 'hunter2geheim';
    const cases: readonly [url: string, code: string][] = [
      [withDatabase(fresh.url, 'no_such_database'), 'unknown-database'],
      [fresh.url.replace(/\/\/.*@/, `//postgres:${secret}@`), 'authentication-failed'],
      [fresh.url.replace(/\/\/.*@/, `//nobody_here:${secret}@`), 'authentication-failed'],
      [`postgres://postgres:${secret}@127.0.0.1:1/x`, 'connection-refused'],
      [`postgres://postgres:${secret}@no-such-host.invalid/x`, 'unknown-host'],
      [`${fresh.url}?sslmode=require`, 'connection-refused'],
      [`${fresh.url}?sslmode=sometimes`, 'malformed-url'],
      [`${fresh.url}?no_such_setting=1`, 'malformed-url'],
      [`postgres://postgres:${secret}@[::1/x`, 'malformed-url'],
    ];
    for (const [url, code] of cases) {
      const error = (await rejection(connect(url))) as MigrateError;
      expect(error, url).toBeInstanceOf(MigrateError);
      expect([url, error.code]).toEqual([url, code]);
      expect(error.details.hint).toBeTruthy();
      expect(JSON.stringify([error.message, error.details])).not.toContain(secret);
    }
  });

  test('U8 the location shows no password, and the server says what it is', () => {
    expect(new URL(database.location).password).toBe('');
    expect(server.version).toContain(database.server.product);
    expect(fresh.url.endsWith(`/${database.server.database}`)).toBe(true);
    expect(database.server.namespace).toBe('public');
  });

  test('U8 a lost connection is told as such, and the next call too', async () => {
    const victim = await connect(fresh.url);
    const [{ pid } = { pid: 0 }] = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const running = rejection(victim.runScript(['SELECT pg_sleep(30)', 'SELECT 1']));
    await database.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await running).toMatchObject({ connectionLost: true, part: 0 });
    expect(await rejection(victim.query('SELECT 1'))).toMatchObject({ connectionLost: true });
    await victim.close();
  });

  test('U6 cancel stops what runs, and the connection goes on', async () => {
    const session = await connect(fresh.url);
    const running = rejection(session.runScript(['SELECT 1', 'SELECT pg_sleep(30)']));
    // The cancel may arrive before the statement does.
    let over = false;
    void running.then(() => {
      over = true;
    });
    while (!over) await session.cancel();
    expect(await running).toMatchObject({ database: { code: '57014' }, part: 1, connectionLost: false });
    expect(await session.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await session.close();
  });

  test('U6 a lock on a table that is not had in time may be tried again', async () => {
    const other = await connect(fresh.url);
    await database.runScript(['CREATE TABLE busy (a int)']);
    await other.runScript(['BEGIN', 'LOCK TABLE busy']);
    const limits = database.limitsSql({ lockTimeoutMs: 50, statementTimeoutMs: 10_000 });
    const error = await rejection(database.runScript(['BEGIN', ...limits, 'ALTER TABLE busy ADD b int']));
    expect(error).toMatchObject({ lockWait: true, part: 3, database: { code: '55P03' } });
    await database.execute('ROLLBACK');
    await other.close();
  });

  test('U4 a session opened for reading cannot write', async () => {
    const reader = await connect(fresh.url, { readOnly: true });
    await reader.runScript(await reader.sessionReset(true));
    expect(await rejection(reader.execute('CREATE TABLE no (a int)'))).toMatchObject({
      database: { code: '25006' },
    });
    await reader.close();
  });

  test('H1 the tables of the tool are made in a schema that may not exist yet, and made only once', async () => {
    const { history } = database;
    expect(await history.columnsOf('tools', 'My history')).toEqual([]);
    const table = database.identifier('tools', 'My history');
    const journal = database.identifier('tools', 'My history_journal');
    for (let time = 1; time <= 2; time++) {
      for (const sql of [...history.createHistory(table), ...history.createJournal(journal)])
        await database.execute(sql);
    }
    expect(await history.columnsOf('tools', 'My history')).toEqual([
      'version',
      'name',
      'checksum',
      'applied_at',
    ]);
    expect(await history.columnsOf('tools', 'My history_journal')).toHaveLength(19);
    await database.execute(`INSERT INTO ${table} VALUES ('1', 'a', 'b', '2024-01-15T10:00:00.5+02')`);
    expect(await database.query(`SELECT ${history.isoTime('applied_at')} AS at FROM ${table}`)).toEqual([
      { at: '2024-01-15T08:00:00.500Z' },
    ]);
  });

  test('R6 everything in scope is dropped; extensions, other schemas and the schema itself stay', async () => {
    const own = await server.create();
    const inside = await connect(own.url);
    await inside.runScript([
      'CREATE EXTENSION citext',
      'CREATE SCHEMA elsewhere',
      'CREATE TABLE elsewhere.kept (a int)',
      "CREATE TYPE mood AS ENUM ('a')",
      'CREATE DOMAIN small AS int CHECK (value < 10)',
      'CREATE TYPE pair AS (a int, b mood)',
      'CREATE TYPE span AS RANGE (subtype = int4)',
      'CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$ select $1 $$',
      'CREATE PROCEDURE p() LANGUAGE sql AS $$ select 1 $$',
      'CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int)',
      'CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq)',
      'CREATE OPERATOR CLASS odd FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)',
      'CREATE TABLE a (id serial PRIMARY KEY, m mood, s small, n citext) PARTITION BY RANGE (id)',
      'CREATE TABLE a1 PARTITION OF a FOR VALUES FROM (1) TO (9)',
      'CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY, f int DEFAULT f(1))',
      'CREATE VIEW v AS SELECT * FROM a',
      'CREATE MATERIALIZED VIEW mv AS SELECT * FROM v',
      'CREATE SEQUENCE seq',
      'CREATE STATISTICS st ON id, m FROM a',
      'CREATE COLLATION co FROM "C"',
      'CREATE TEXT SEARCH CONFIGURATION tc (copy = simple)',
      'CREATE PUBLICATION pub FOR TABLE b',
    ]);
    await inside.dropAll({});
    const left =
      await inside.query(`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'elsewhere')
      UNION ALL SELECT t.typname FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typname NOT LIKE '%citext'
      UNION ALL SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      UNION ALL SELECT collname FROM pg_collation WHERE collnamespace = 'public'::regnamespace
      UNION ALL SELECT opcname FROM pg_opclass o WHERE opcnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')
      UNION ALL SELECT pubname FROM pg_publication UNION ALL SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace`);
    expect(left).toEqual([{ name: 'kept' }]);
    expect(await inside.query("SELECT 'A'::citext = 'a' AS same")).toEqual([{ same: true }]);
    await inside.dropAll({ schemas: ['elsewhere'] });
    expect(
      await inside.query(
        "SELECT to_regclass('elsewhere.kept') AS kept, to_regnamespace('elsewhere')::text AS schema",
      ),
    ).toEqual([{ kept: null, schema: 'elsewhere' }]);
    await inside.dropAll({});
    await inside.close();
    await own.drop();
  });

  test('S2 a scratch database is like its source, is dropped, and stale ones with it', async () => {
    const stale = `switchback_scratch_${(Date.now() - 2 * 3_600_000).toString(36)}_00000000`;
    const young = `switchback_scratch_${(Date.now() - 60_000).toString(36)}_00000000`;
    for (const name of [stale, young]) await query(server.adminUrl!, `CREATE DATABASE ${name}`);
    const reader = await connect(`${fresh.url}?search_path=tools,%20public`, { readOnly: true });
    const scratch = await reader.createScratch();
    const facts = `SELECT current_setting('search_path') AS path, (SELECT (datcollate, encoding)::text FROM pg_database WHERE datname = current_database()) AS locale`;
    expect(await scratch.database.query(facts)).toEqual(await reader.query(facts));
    await scratch.database.execute('CREATE TABLE public.anything (a int)');
    const names = async () =>
      (
        await query(
          server.adminUrl!,
          `SELECT datname AS name FROM pg_database WHERE datname IN ('${stale}', '${young}', '${scratch.database.server.database}')`,
        )
      ).map((row) => row.name);
    expect((await names()).sort()).toEqual([young, scratch.database.server.database].sort());
    await scratch.drop();
    await scratch.drop();
    expect(await names()).toEqual([young]);
    await query(server.adminUrl!, `DROP DATABASE ${young}`);
    await reader.close();
  });

  test('S2 who may not create databases is told what to do', async () => {
    await query(server.adminUrl!, `DROP ROLE IF EXISTS switchback_poor`);
    await query(server.adminUrl!, `CREATE ROLE switchback_poor LOGIN PASSWORD 'poor'`);
    const poor = await connect(fresh.url.replace(/\/\/.*@/, '//switchback_poor:poor@'));
    const error = (await rejection(poor.createScratch())) as MigrateError;
    expect(error).toMatchObject({ code: 'scratch-failed' });
    expect(error.details.hint).toMatch(/CREATEDB.*--scratch/);
    await poor.close();
    await query(server.adminUrl!, 'DROP ROLE switchback_poor');
  });
});
