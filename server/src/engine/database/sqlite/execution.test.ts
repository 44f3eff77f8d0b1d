import { describe, expect, test } from 'vitest';
import { DatabaseError } from '../database.ts';
import { file, inMemory, opened } from './files.testing.ts';

describe('statements', () => {
  test('values go in and come out', () =>
    inMemory(async (database) => {
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
    inMemory(async (database) => {
      const [written] = await database.query(`SELECT ${database.literal(value)} AS v`);
      const [bound] = await database.query('SELECT ? AS v', [value]);
      expect(written).toEqual(bound);
    }),
  );

  test('a script reports each part, drains rows, and stops at the part that fails', () =>
    inMemory(async (database) => {
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
    inMemory(async (database) => {
      await expect(database.execute(sql)).rejects.toMatchObject({ database: { position } });
    }),
  );

  test('a script can be cancelled between two statements', () =>
    inMemory(async (database) => {
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
