import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MigrateError } from '../../errors.ts';
import { type ConnectOptions, type Database, DatabaseError } from '../database.ts';
import { connect } from './connection.ts';
import { loadDriver } from './driver.ts';

const root = mkdtempSync(join(tmpdir(), 'switchback-sqlite-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = () => mkdtempSync(join(root, 'f-'));

async function opened<T>(
  url: string,
  options: ConnectOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await connect(url, options);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** A file with one table, in the given journal mode. */
async function file(journal = 'delete'): Promise<string> {
  const path = join(folder(), 'app.db');
  await opened(`sqlite:${path}`, { create: true }, (database) =>
    database.runScript([
      `PRAGMA journal_mode = ${journal}`,
      'CREATE TABLE t (a)',
      'INSERT INTO t VALUES (1)',
    ]),
  );
  return path;
}

async function failure(work: Promise<unknown>): Promise<MigrateError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrateError);
  return error as MigrateError;
}

describe('U8 opening', () => {
  test('a relative path is relative to the folder given; create makes the file', async () => {
    const directory = folder();
    await opened('sqlite:app.db', { create: true, directory }, async (database) => {
      expect(database.server).toMatchObject({ database: join(directory, 'app.db'), namespace: 'main' });
      expect(database.server.product).toMatch(/^SQLite 3\.\d+\.\d+$/);
      expect(database.location).toBe(`sqlite:${join(directory, 'app.db')}`);
    });
    expect(existsSync(join(directory, 'app.db'))).toBe(true);
  });

  const refused: readonly [
    title: string,
    prepare: () => Promise<string> | string,
    options: ConnectOptions,
    code: string,
  ][] = [
    ['a missing file', () => join(folder(), 'no.db'), {}, 'database-file-missing'],
    [
      'a missing file for reading, even with create',
      () => join(folder(), 'no.db'),
      { create: true, readOnly: true },
      'database-file-missing',
    ],
    [
      'a missing file with mode=rw',
      () => `${join(folder(), 'no.db')}?mode=rw`,
      { create: true },
      'database-file-missing',
    ],
    ['a missing folder', () => join(folder(), 'no/no.db'), { create: true }, 'database-file-missing'],
    [
      'a folder that is a file',
      async () => join(await file(), 'no.db'),
      { create: true },
      'database-file-missing',
    ],
    ['a folder', () => folder(), { create: true }, 'not-a-database'],
    ['a text file', () => written('not a database at all\n'.repeat(100)), {}, 'not-a-database'],
    ['a short text file', () => written('xy'), { create: true }, 'not-a-database'],
    ['a file that nobody may write', async () => locked(await file()), {}, 'read-only'],
    ['mode=ro for a writing command', async () => `${await file()}?mode=ro`, {}, 'read-only'],
  ];

  function written(text: string): string {
    const path = join(folder(), 'app.db');
    writeFileSync(path, text);
    return path;
  }

  function locked(path: string): string {
    chmodSync(path, 0o444);
    return path;
  }

  test.each(refused)('%s is refused, nothing is created', async (_title, prepare, options, code) => {
    const path = await prepare();
    const before = readdirSync(root, { recursive: true }).length;
    const error = await failure(connect(`sqlite:${path}`, options));
    expect(error.code).toBe(code);
    expect(error.details.hint).toMatch(/\.$/);
    expect(readdirSync(root, { recursive: true })).toHaveLength(before);
  });

  test.each(['delete', 'wal'])('reading writes nothing and leaves nothing behind (%s)', async (journal) => {
    const path = await file(journal);
    await opened(`sqlite:${path}`, { readOnly: true }, async (database) => {
      expect(await database.query('SELECT a FROM t')).toEqual([{ a: 1 }]);
      await expect(database.execute('INSERT INTO t VALUES (2)')).rejects.toThrow(DatabaseError);
      await expect(database.execute('CREATE TABLE u (a)')).rejects.toMatchObject({
        database: { code: 'SQLITE_READONLY' },
      });
    });
    expect(readdirSync(join(path, '..'))).toEqual(['app.db']);
  });

  test.each(['delete', 'wal'])('a file that nobody may write can be read (%s)', async (journal) => {
    const path = locked(await file(journal));
    await opened(`sqlite:${path}`, { readOnly: true }, async (database) => {
      expect(await database.query('SELECT a FROM t')).toEqual([{ a: 1 }]);
    });
  });

  test('an empty file is an empty database', async () => {
    await opened(`sqlite:${written('')}`, {}, async (database) => {
      expect(await database.query('SELECT name FROM sqlite_schema')).toEqual([]);
    });
  });

  test('a Node without the Node-API that the driver needs gets a sentence', async () => {
    const error = await failure(loadDriver('9'));
    expect(error.code).toBe('driver-unavailable');
    expect(error.message).toContain('Node 22.14');
  });

  test.each([
    ['', 1],
    ['?foreign_keys=off', 0],
  ])('foreign keys with the parameters "%s"', async (parameters, enforced) => {
    await opened(`sqlite:${join(folder(), 'a.db')}${parameters}`, { create: true }, async (database) => {
      expect(await database.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: enforced }]);
    });
  });
});

describe('statements', () => {
  const memory = <T>(work: (database: Database) => Promise<T>) => opened('sqlite::memory:', {}, work);

  test('values go in and come out', () =>
    memory(async (database) => {
      const [row] = await database.query(
        'SELECT ? AS n, ? AS big, ? AS text, ? AS yes, ? AS at, ? AS bytes, ? AS none',
        [1.5, 9007199254740993n, 'é', true, new Date(0), new Uint8Array([1, 2]), null],
      );
      expect(row).toEqual({
        n: 1.5,
        big: 9007199254740993n,
        text: 'é',
        yes: 1,
        at: '1970-01-01T00:00:00.000Z',
        bytes: Buffer.from([1, 2]),
        none: null,
      });
    }));

  const values = [
    null,
    0,
    -1.5,
    1e300,
    2n ** 62n,
    true,
    "it's",
    'a\0b',
    '',
    '😀',
    new Uint8Array([0, 255]),
    new Uint8Array(),
  ];
  test.each(values.map((value) => [value]))('the literal of %s is read back', (value) =>
    memory(async (database) => {
      const [written] = await database.query(`SELECT ${database.literal(value)} AS v`);
      const [bound] = await database.query('SELECT ? AS v', [value]);
      expect(written).toEqual(bound);
    }),
  );

  test('a script reports each part, drains rows, and stops at the part that fails', () =>
    memory(async (database) => {
      const done: [number, number | null][] = [];
      const parts = [
        'CREATE TABLE t (a UNIQUE)',
        'INSERT INTO t VALUES (1), (2)',
        'SELECT * FROM t',
        'INSERT INTO t VALUES (3) RETURNING a',
        '-- nothing',
        'INSERT INTO t VALUES (1)',
        'DROP TABLE t',
      ];
      const error = await database
        .runScript(parts, { onDone: (index, _ms, rowCount) => done.push([index, rowCount]) })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DatabaseError);
      expect(error).toMatchObject({
        part: 5,
        lockWait: false,
        database: { code: 'SQLITE_CONSTRAINT_UNIQUE', message: 'UNIQUE constraint failed: t.a' },
      });
      expect(done).toEqual([
        [0, null],
        [1, 2],
        [2, null],
        [3, 1],
        [4, null],
      ]);
    }));

  const positions: readonly [sql: string, position: number | undefined][] = [
    ['SELEC 1', 0],
    ['SELECT 1 FROM FROM t', 14],
    ['CREATE TABLE t (a, b INTEGER, ) -- )', 30],
    ['SELECT a FROM no_such_table', 14],
    ['SELECT (1', 9],
    ["SELECT '😀', ) FROM t", 13],
    ['SELECT no_column', 7],
  ];
  test.each(positions)('U3 the place of the error in %s', (sql, position) =>
    memory(async (database) => {
      await expect(database.execute(sql)).rejects.toMatchObject({ database: { position } });
    }),
  );

  test('a script can be cancelled between two statements', () =>
    memory(async (database) => {
      const slow =
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT count(*) FROM n';
      const running = database.runScript(Array.from({ length: 1000 }, () => slow));
      setTimeout(() => void database.cancel(), 1);
      await expect(running).rejects.toMatchObject({ database: { code: 'SQLITE_INTERRUPT' } });
      expect(await database.query('SELECT 1 AS a')).toEqual([{ a: 1 }]);
    }));

  test('a file that another connection writes is waited for, then given up', async () => {
    const path = await file();
    await opened(`sqlite:${path}`, { limits: { lockTimeoutMs: 30 } }, (first) =>
      opened(`sqlite:${path}`, { limits: { lockTimeoutMs: 30 } }, async (second) => {
        await first.execute(first.beginSql);
        await expect(second.execute(second.beginSql)).rejects.toMatchObject({
          lockWait: true,
          database: { code: 'SQLITE_BUSY' },
        });
        await second.runScript(second.limitsSql({ lockTimeoutMs: 60_000 }));
        const waiting = second.execute(second.beginSql);
        await first.execute('COMMIT');
        await waiting;
        await second.execute('ROLLBACK');
        await second.execute('ROLLBACK');
      }),
    );
  });
});

describe('U10 the session', () => {
  const leaks: readonly string[][] = [
    ['PRAGMA foreign_keys = off'],
    ['PRAGMA legacy_alter_table = on', 'PRAGMA recursive_triggers = on', 'PRAGMA synchronous = 0'],
    ['PRAGMA busy_timeout = 1', 'PRAGMA cache_size = 10', 'PRAGMA ignore_check_constraints = 1'],
    ["ATTACH ':memory:' AS other", 'CREATE TABLE other.t (a)'],
    [
      'CREATE TEMP TABLE t (a)',
      'CREATE TEMP VIEW v AS SELECT * FROM t',
      'CREATE VIRTUAL TABLE temp.f USING fts5(a)',
    ],
    ['PRAGMA case_sensitive_like = 1'],
  ];
  const state = `SELECT (SELECT foreign_keys FROM pragma_foreign_keys) AS fk, (SELECT legacy_alter_table FROM pragma_legacy_alter_table) AS l,
    (SELECT recursive_triggers FROM pragma_recursive_triggers) AS r, (SELECT synchronous FROM pragma_synchronous) AS s,
    (SELECT cache_size FROM pragma_cache_size) AS c, (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) AS i,
    (SELECT group_concat(name) FROM pragma_database_list WHERE name <> 'temp') AS d, (SELECT count(*) FROM temp.sqlite_schema) AS t, 'A' LIKE 'a' AS k`;

  test.each(leaks)('is put back after %s', async (...statements) => {
    await opened('sqlite::memory:', {}, async (database) => {
      const before = [await database.query(state), await database.query('PRAGMA busy_timeout')];
      for (let round = 0; round < 2; round++) {
        await database.runScript(statements);
        await database.runScript(await database.sessionReset(true));
        expect([await database.query(state), await database.query('PRAGMA busy_timeout')]).toEqual(before);
      }
    });
  });

  test('nothing is to be put back when nothing was set', async () => {
    await opened('sqlite::memory:', {}, async (database) => {
      await database.runScript(['CREATE TABLE t (a)', 'PRAGMA foreign_keys']);
      expect(await database.sessionReset(true)).toEqual([]);
      expect(await database.sessionReset(false)).toEqual([]);
    });
  });
});

describe('S9 the foreign key check', () => {
  const schema = [
    'CREATE TABLE p (id INTEGER PRIMARY KEY)',
    'CREATE TABLE c (p REFERENCES p)',
    'PRAGMA foreign_keys = off',
    'INSERT INTO c VALUES (1)',
    'PRAGMA foreign_keys = on',
  ];
  const cases: readonly [title: string, section: readonly string[], tables: readonly string[]][] = [
    ['a new broken reference', ['PRAGMA foreign_keys = off', 'INSERT INTO c VALUES (2)'], ['c']],
    ['only what was broken before', ['PRAGMA foreign_keys = off', 'CREATE TABLE x (a)'], []],
    ['the table with the old one renamed', ['PRAGMA foreign_keys = off', 'ALTER TABLE c RENAME TO d'], []],
    [
      'one mended, another broken',
      [
        'PRAGMA foreign_keys = off',
        'INSERT INTO p VALUES (1)',
        'CREATE TABLE e (p REFERENCES q)',
        'INSERT INTO e VALUES (1)',
      ],
      ['e'],
    ],
    [
      'a reference to a column that is not unique',
      [
        'PRAGMA foreign_keys = off',
        'CREATE TABLE q (a)',
        'CREATE TABLE e (q REFERENCES q(a))',
        'INSERT INTO e VALUES (1)',
        'INSERT INTO c VALUES (7)',
      ],
      ['c'],
    ],
  ];

  test.each(cases)('%s', async (_title, section, tables) => {
    await opened('sqlite::memory:', {}, async (database) => {
      await database.runScript(schema);
      const { outside, inside, checks } = database.layout(section.map((text) => ({ text })));
      await database.runScript(outside.map((index) => section[index]!));
      await database.runScript([database.beginSql, ...inside.map((index) => section[index]!)]);
      expect(checks).toHaveLength(1);
      const checking = database.query(checks[0]!).then(
        () => [],
        (error: DatabaseError) => [...error.database.message.matchAll(/ of "(\w+)" refer/g)],
      );
      expect((await checking).map(([, child]) => child)).toEqual(tables);
    });
  });
});

describe('S9 DROP TABLE of a table that others refer to', () => {
  const parent = ['CREATE TABLE p (id INTEGER PRIMARY KEY)', 'INSERT INTO p VALUES (1)'];
  const child = (action: string) => [
    `CREATE TABLE c (p REFERENCES P ON DELETE ${action})`,
    'INSERT INTO c VALUES (1)',
  ];
  const cases: readonly [
    title: string,
    statements: readonly string[],
    drop: string,
    message: RegExp | null,
  ][] = [
    [
      'cascade',
      [...parent, ...child('CASCADE')],
      'DROP TABLE p',
      /rows of "c" that refer to "p" \(ON DELETE CASCADE\)/,
    ],
    ['set null', [...parent, ...child('SET NULL')], 'drop table if exists "main".[p]', /"c"/],
    [
      'restrict, as SQLite says',
      [...parent, ...child('RESTRICT')],
      'DROP TABLE p',
      /FOREIGN KEY constraint failed/,
    ],
    ['no rows', [...parent, ...child('CASCADE'), 'DELETE FROM c'], 'DROP TABLE p', null],
    [
      'only rows that refer to nothing',
      [...parent, ...child('CASCADE'), 'UPDATE c SET p = NULL'],
      'DROP TABLE p',
      null,
    ],
    ['the child', [...parent, ...child('CASCADE')], 'DROP TABLE c', null],
    [
      'itself',
      [
        'CREATE TABLE p (id INTEGER PRIMARY KEY, q REFERENCES p ON DELETE CASCADE)',
        'INSERT INTO p VALUES (1, 1)',
      ],
      'DROP TABLE p',
      null,
    ],
    ['foreign keys off', [...parent, ...child('CASCADE'), 'PRAGMA foreign_keys = off'], 'DROP TABLE p', null],
  ];

  test.each(cases)('%s', async (_title, statements, drop, message) => {
    await opened('sqlite::memory:', {}, async (database) => {
      await database.runScript([...statements, database.beginSql]);
      const dropping = database.execute(drop).then(
        () => null,
        (error: DatabaseError) => error.database,
      );
      const error = await dropping;
      if (message === null) expect(error).toBeNull();
      else
        expect(error).toMatchObject({
          code: expect.stringContaining('SQLITE_CONSTRAINT'),
          message: expect.stringMatching(message),
        });
    });
  });
});

describe('R6 dropAll', () => {
  test('empties the file, whatever stands in it', async () => {
    await opened(`sqlite:${join(folder(), 'a.db')}`, { create: true }, async (database) => {
      await database.runScript([
        'CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY AUTOINCREMENT, next REFERENCES "odd ""name")',
        'INSERT INTO "odd ""name" VALUES (1, NULL), (2, 1)',
        'CREATE TABLE child (p REFERENCES "odd ""name" ON DELETE RESTRICT)',
        'INSERT INTO child VALUES (1)',
        'CREATE VIEW v AS SELECT * FROM child',
        'CREATE VIEW broken AS SELECT * FROM nowhere',
        'CREATE TRIGGER tr INSTEAD OF INSERT ON v BEGIN SELECT 1; END',
        'CREATE VIRTUAL TABLE f USING fts5(a)',
        'CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID',
        'CREATE INDEX i ON w (a)',
        'ANALYZE',
      ]);
      await database.dropAll({});
      expect(await database.query("SELECT name FROM sqlite_schema WHERE name <> 'sqlite_sequence'")).toEqual(
        [],
      );
      expect(await database.query('SELECT * FROM sqlite_sequence')).toEqual([]);
      expect(await database.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      await database.dropAll({});
    });
  });
});

describe('H1 the history tables', () => {
  test('are made once, with the columns of the contract', async () => {
    await opened('sqlite::memory:', {}, async (database) => {
      const tables = ['schema_migrations', 'odd name'];
      for (const name of tables) {
        const quoted = database.identifier('main', name);
        for (let round = 0; round < 2; round++) {
          await database.runScript(database.history.createHistory(quoted));
          await database.runScript(
            database.history.createJournal(database.identifier('main', `${name}_journal`)),
          );
        }
        expect(await database.history.columnsOf(null, name)).toEqual([
          'version',
          'name',
          'checksum',
          'applied_at',
        ]);
        expect(await database.history.columnsOf('main', name.toUpperCase())).toHaveLength(4);
        expect(await database.history.columnsOf(null, `${name}_journal`)).toContain('position_done');
      }
      expect(await database.history.columnsOf(null, 'none')).toEqual([]);
      await database.execute(
        `INSERT INTO schema_migrations VALUES ('001', 'a', 'x', ${database.history.now})`,
      );
      const [row] = await database.query<{ at: string }>(
        `SELECT ${database.history.isoTime('applied_at')} AS at FROM schema_migrations`,
      );
      expect(row!.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(
        await database.query(`SELECT ${database.history.isoTime("'2024-01-02 03:04:05'")} AS at`),
      ).toEqual([{ at: '2024-01-02T03:04:05.000Z' }]);
    });
  });
});

describe('scratch', () => {
  test('is empty, apart, and gone when dropped', async () => {
    await opened('sqlite::memory:', {}, async (database) => {
      await database.execute('CREATE TABLE t (a)');
      const scratch = await database.createScratch();
      expect(await scratch.database.query('SELECT name FROM sqlite_schema')).toEqual([]);
      await scratch.database.execute('CREATE TABLE u (a)');
      await scratch.drop();
      expect(await database.query('SELECT name FROM sqlite_schema')).toEqual([{ name: 't' }]);
    });
  });
});

test('a symbolic link leads to the same lock', async () => {
  const path = await file();
  const link = join(mkdirSync(join(root, 'links'), { recursive: true }) ?? root, 'link.db');
  symlinkSync(path, link);
  await opened(`sqlite:${path}`, {}, (first) =>
    opened(`sqlite:${link}`, {}, async (second) => {
      const lock = await first.acquireLock({ key: 'schema_migrations', timeoutMs: 0 });
      const error = await failure(second.acquireLock({ key: 'schema_migrations', timeoutMs: 0 }));
      expect(error.code).toBe('lock-timeout');
      await lock.release();
      await (await second.acquireLock({ key: 'schema_migrations', timeoutMs: 0 })).release();
    }),
  );
});
