import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../src/engine/database/connect.ts';
import { type Database, DatabaseError } from '../src/engine/database/database.ts';
import { MigrateError } from '../src/engine/errors.ts';
import { allServers, type FreshDatabase, query, withDatabase } from './servers/testDatabases.ts';

const servers = allServers.filter(({ dialect }) => dialect === 'mysql');

async function failure(action: Promise<unknown>): Promise<MigrateError> {
  const error = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MigrateError);
  return error as MigrateError;
}

async function refusal(action: Promise<unknown>): Promise<DatabaseError> {
  const error = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatabaseError);
  return error as DatabaseError;
}

describe.each(servers)('$name', ({ create, product, adminUrl, version }) => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    fresh = await create();
    database = await connect(fresh.url);
  });
  afterAll(async () => {
    await database?.close();
    await fresh?.drop();
  });

  test('U8 both schemes reach the server, and its version says what it is', async () => {
    for (const scheme of ['mysql', 'mariadb']) {
      const other = await connect(fresh.url.replace(/^\w+/, scheme));
      expect(other.server.product).toMatch(new RegExp(`^${product} \\d+\\.\\d+\\.\\d+$`));
      expect(other.syntax.name).toBe(product.toLowerCase());
      await other.close();
    }
  });

  test('U8 the location has no password', () => {
    expect(database.location).toMatch(/^\w+:\/\/root@127\.0\.0\.1:\d+\/test_/);
  });

  const wrong = new URL(withDatabase(adminUrl!, 'mysql'));
  const badAddresses = [
    ['connection-refused', () => withPort(wrong, 1)],
    ['authentication-failed', () => withPassword(wrong, 'Not:this@one')],
    ['unknown-database', () => withDatabase(adminUrl!, 'there_is_none')],
    ['unknown-host', () => withHost(wrong, 'no.such.host.invalid')],
    ['malformed-url', () => withDatabase(adminUrl!, '')],
  ] as const;
  test.each(badAddresses)(
    'U8 %s is one sentence, with what to do and without the password',
    async (code, url) => {
      const error = await failure(connect(url()));
      expect(error.code).toBe(code);
      expect(error.details.hint).toMatch(/\.$/);
      const said = JSON.stringify([error.message, error.details, String(error.stack)]);
      for (const secret of ['Sw1tch', 'Not:this']) expect(said).not.toContain(secret);
    },
  );

  test('U10 the session has the server’s own sql_mode and collation', async () => {
    const [row] = await database.query(
      'SELECT NULLIF(@@SESSION.sql_mode = @@GLOBAL.sql_mode, 0) AS same, @@SESSION.sql_mode AS mode, @@lock_wait_timeout AS wait',
    );
    expect(row).toMatchObject({
      same: expect.anything(),
      mode: expect.not.stringContaining('IGNORE_SPACE'),
      wait: '50',
    });
  });

  test('U5 a script reports every part with its rows, and stops at the first that fails', async () => {
    const done: (number | null)[] = [];
    const parts = [
      'CREATE TABLE s (id INT)',
      'INSERT INTO s VALUES (1), (2)',
      'SELECT * FROM s',
      'INSRT',
      'SELECT 1',
    ];
    const error = await refusal(
      database.runScript(parts, { onDone: (_, ms, rows) => done.push(ms >= 0 ? rows : -1) }),
    );
    expect(error).toMatchObject({ part: 3, lockWait: false, connectionLost: false });
    expect(error.database).toMatchObject({
      code: 'ER_PARSE_ERROR',
      detail: 'error 1064 (42000)',
      position: 0,
    });
    expect(done).toEqual([0, 2, null]);
  });

  test('U3 the place of a syntax error counts in UTF-16 units of the statement', async () => {
    const sql = "SELECT '😀ä',\n  1 FRM\n  dual";
    const error = await refusal(database.query(sql));
    expect(sql.slice(error.database.position)).toBe('dual');
  });

  test('U3 errors have the server’s code', async () => {
    expect((await refusal(database.query('SELECT * FROM missing'))).database.code).toBe('ER_NO_SUCH_TABLE');
    expect((await refusal(database.execute('CREATE TABLE s (id INT)'))).database.code).toBe(
      'ER_TABLE_EXISTS_ERROR',
    );
  });

  const values = [
    'plain',
    "it's",
    'back\\slash',
    '"double"',
    'new\nline',
    'null\0byte',
    '😀',
    '',
    '?',
    "'; DROP --",
    '\\',
    "\\'",
  ];
  test.each(['', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES', 'ANSI,NO_BACKSLASH_ESCAPES'])(
    'U10 literals and parameters read back the same under sql_mode %j',
    async (mode) => {
      const other = await connect(fresh.url);
      await other.execute(`SET sql_mode = '${mode}'`);
      for (const value of values) {
        const [row] = await other.query(
          `SELECT ${other.literal(value)} AS a, ? AS b, '?' AS ${other.identifier('c?`')}`,
          [value],
        );
        expect(row).toEqual({ a: value, b: value, 'c?`': '?' });
      }
      await other.close();
    },
  );

  test('U10 numbers, bytes and times come back as they went', async () => {
    const sql =
      'SELECT ? AS big, ? AS n, ? AS nothing, CONCAT(?) AS yes, HEX(?) AS bytes, CAST(? AS DATETIME(3)) AS at, COUNT(*) AS one';
    const given = [
      9223372036854775807n,
      1.5,
      null,
      true,
      new Uint8Array([0, 255]),
      new Date('2024-01-15T10:00:00.123Z'),
    ];
    const [row] = await database.query(sql, given);
    expect(row).toEqual({
      big: '9223372036854775807',
      n: '1.5',
      nothing: null,
      yes: '1',
      bytes: '00FF',
      at: '2024-01-15 10:00:00.123',
      one: '1',
    });
  });

  test('U10 the session is put back as it was', async () => {
    const other = await connect(fresh.url);
    expect(await other.sessionReset(false)).toEqual([]);
    expect(await other.sessionReset(true)).toEqual(['UNLOCK TABLES']);
    const read = () =>
      other.query(`SELECT DATABASE(), @@sql_mode, @@foreign_key_checks, @@unique_checks, @@time_zone, @@autocommit,
      @@character_set_client, @@character_set_connection, @@character_set_results, @@collation_connection, @@sql_safe_updates,
      @@lock_wait_timeout, @@innodb_lock_wait_timeout, @@group_concat_max_len, @@lc_time_names, @@default_storage_engine`);
    const before = await read();
    await other.runScript([
      'CREATE TABLE locked (id INT)',
      'LOCK TABLES locked WRITE',
      "SET sql_mode = 'ANSI_QUOTES'",
      'SET foreign_key_checks = 0, unique_checks = 0',
      "SET time_zone = '+05:00'",
      'SET autocommit = 0',
      'SET NAMES latin1',
      'SET character_set_results = NULL',
      'SET sql_safe_updates = 1',
      'SET SESSION lock_wait_timeout = 3, group_concat_max_len = 5000',
      "SET lc_time_names = 'en_GB'",
      'SET default_storage_engine = MyISAM',
      'USE information_schema',
    ]);
    await other.runScript(await other.sessionReset(true));
    expect(await read()).toEqual(before);
    expect(await other.sessionReset(true)).toEqual(['UNLOCK TABLES']);
    await other.close();
  });

  test('U6 the lock is taken once; who waits is told who holds it, and is let in when it is free', async () => {
    const [holder, waiter] = await Promise.all([connect(fresh.url), connect(fresh.url)]);
    const [me] = await holder.query('SELECT CONNECTION_ID() AS id');
    const held = await holder.acquireLock({ key: 'schema_migrations', timeoutMs: 0 });
    const other = await waiter.acquireLock({ key: 'another_table', timeoutMs: 0 });
    await other.release();
    const seen: string[] = [];
    const options = {
      key: 'schema_migrations',
      timeoutMs: 500,
      onWait: (who: { description: string } | null) => seen.push(who?.description ?? ''),
    };
    const error = await failure(waiter.acquireLock(options));
    expect(error).toMatchObject({
      code: 'lock-timeout',
      message: expect.stringContaining(`connection ${me?.id}`),
    });
    expect(seen).toEqual([expect.stringContaining('root@')]);
    const waiting = waiter.acquireLock({ ...options, timeoutMs: 20_000 });
    await holder.query('SELECT 1');
    await held.release();
    await held.release();
    await (await waiting).release();
    const abort = new AbortController();
    const again = await holder.acquireLock({ key: 'schema_migrations', timeoutMs: 0 });
    const cancelled = failure(
      waiter.acquireLock({
        ...options,
        timeoutMs: 60_000,
        signal: abort.signal,
        onWait: () => abort.abort(),
      }),
    );
    expect((await cancelled).code).toBe('cancelled');
    await holder.close();
    await again.release();
    await (await waiter.acquireLock({ key: 'schema_migrations', timeoutMs: 5000 })).release();
    await waiter.close();
  });

  test('U6 what waits for a table gives up in time and may be tried again', async () => {
    const [reader, changer] = await Promise.all([connect(fresh.url), connect(fresh.url)]);
    await reader.runScript(['CREATE TABLE w (id INT)', 'START TRANSACTION', 'SELECT * FROM w']);
    await changer.runScript(changer.limitsSql({ lockTimeoutMs: 1000 }));
    const error = await refusal(changer.execute('ALTER TABLE w ADD COLUMN a INT'));
    expect(error).toMatchObject({ lockWait: true, database: { code: 'ER_LOCK_WAIT_TIMEOUT' } });
    await reader.close();
    await changer.close();
  });

  test('U6 a running statement can be stopped from outside', async () => {
    const other = await connect(fresh.url);
    const running = other.query(
      'SELECT SLEEP(60) AS slept FROM information_schema.tables a, information_schema.tables b',
    );
    const ended = running.then(
      (rows) => rows.length,
      (error: unknown) => (error as DatabaseError).database.code,
    );
    while (!(await isSleeping(fresh.url))) {}
    await other.cancel();
    expect(await ended).toBe('ER_QUERY_INTERRUPTED');
    expect(await other.query("SELECT 'still' AS there")).toEqual([{ there: 'still' }]);
    await other.close();
  });

  test('H1 the own tables are made, again without harm, and told by their columns', async () => {
    const table = database.identifier(database.server.namespace, 'schema_migrations');
    for (let i = 0; i < 2; i++) {
      await database.runScript([
        ...database.history.createHistory(table),
        ...database.history.createJournal(`${table.slice(0, -1)}_journal\``),
      ]);
    }
    expect(await database.history.columnsOf(null, 'schema_migrations')).toEqual([
      'version',
      'name',
      'checksum',
      'applied_at',
    ]);
    expect(await database.history.columnsOf(null, 'no_such_table')).toEqual([]);
    expect(await database.history.columnsOf(null, 'schema_migrations_journal')).toContain('position_done');
    await database.execute(`INSERT INTO ${table} VALUES (?, 'x', 'y', ${database.history.now})`, ['001']);
    const [row] = await database.query(
      `SELECT ${database.history.isoTime('applied_at')} AS at FROM ${table}`,
    );
    expect(row?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.now() - Date.parse(String(row?.at)))).toBeLessThan(60_000);
  });

  test('R6 everything in the database is dropped, whatever hangs on what, and nothing beside it', async () => {
    const [mine, neighbour] = await Promise.all([create(), create()]);
    await query(neighbour.url, 'CREATE TABLE kept (id INT)');
    const other = await connect(mine.url);
    await other.runScript([
      'CREATE TABLE a (id INT PRIMARY KEY, b INT)',
      'CREATE TABLE b (id INT PRIMARY KEY, a INT, FOREIGN KEY (a) REFERENCES a (id))',
      'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)',
      'CREATE VIEW v AS SELECT * FROM a',
      'CREATE VIEW v2 AS SELECT * FROM v',
      'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = NULL',
      'CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1',
      'CREATE PROCEDURE p() SELECT 1',
      'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM a',
      'CREATE TABLE `we``ird name` (id INT)',
      ...(version?.startsWith('9.')
        ? ['CREATE LIBRARY l LANGUAGE JAVASCRIPT AS $$ export function f() {} $$']
        : []),
      ...(product === 'MariaDB' ? ['CREATE SEQUENCE s', 'CREATE TABLE n (id INT DEFAULT (NEXTVAL(s)))'] : []),
    ]);
    await other.execute(`USE ${other.identifier(new URL(neighbour.url).pathname.slice(1))}`);
    await other.dropAll({});
    await other.runScript(await other.sessionReset(true));
    const left =
      await other.query(`SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()
      UNION ALL SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
      UNION ALL SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()`);
    expect(left).toEqual([]);
    expect(await query(neighbour.url, 'SHOW TABLES')).toHaveLength(1);
    expect(await other.sessionReset(true)).toEqual(['UNLOCK TABLES']);
    await other.close();
    await Promise.all([mine.drop(), neighbour.drop()]);
  });

  test('S2 a scratch database is empty, like the original, and gone afterwards', async () => {
    const scratch = await database.createScratch();
    const name = scratch.database.server.database;
    expect(name).toMatch(/^switchback_scratch_/);
    const charset = 'SELECT DATABASE() AS place, @@collation_database AS collation';
    const [[here], [there]] = await Promise.all([database.query(charset), scratch.database.query(charset)]);
    expect(there).toEqual({ place: name, collation: here?.collation });
    await scratch.database.execute('CREATE TABLE t (id INT)');
    await scratch.drop();
    await scratch.drop();
    expect((await failure(connect(withDatabase(fresh.url, name)))).code).toBe('unknown-database');
  });

  test('S2 without the right, the error says which one is missing', async () => {
    const user = `limited_${Math.random().toString(36).slice(2, 10)}`;
    const place = new URL(fresh.url).pathname.slice(1);
    await query(
      adminUrl!,
      `CREATE USER ${user}@'%' IDENTIFIED BY 'x'; GRANT ALL ON ${place}.* TO ${user}@'%'`,
    );
    const url = new URL(fresh.url);
    url.username = user;
    url.password = 'x';
    const limited = await connect(url.href);
    const error = await failure(limited.createScratch());
    expect(error).toMatchObject({
      code: 'scratch-failed',
      details: { hint: expect.stringMatching(/GRANT .* --scratch URL/) },
    });
    await limited.close();
    await query(adminUrl!, `DROP USER ${user}@'%'`);
  });
});

async function isSleeping(url: string): Promise<boolean> {
  const rows = await query(
    url,
    "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(60)%'",
  );
  return rows.length > 0;
}

function withPort(url: URL, port: number): string {
  const copy = new URL(url);
  copy.port = String(port);
  return copy.href;
}

function withPassword(url: URL, password: string): string {
  const copy = new URL(url);
  copy.password = encodeURIComponent(password);
  return copy.href;
}

function withHost(url: URL, host: string): string {
  const copy = new URL(url);
  copy.hostname = host;
  return copy.href;
}
