import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ConnectOptions, DatabaseError } from '../database.ts';
import { connect } from './connection.ts';
import { loadDriver } from './driver.ts';
import { failure, file, folder, inMemory, opened, root } from './files.testing.ts';

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
    await inMemory(async (database) => {
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
    await inMemory(async (database) => {
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
