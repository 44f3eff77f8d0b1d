import { describe, expect, test } from 'vitest';
import { DatabaseError } from '../database.ts';
import { inMemory } from './files.testing.ts';

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
    await inMemory(async (database) => {
      const before = [await database.query(state), await database.query('PRAGMA busy_timeout')];
      for (let round = 0; round < 2; round++) {
        await database.runScript(statements);
        await database.runScript(await database.sessionReset(true));
        expect([await database.query(state), await database.query('PRAGMA busy_timeout')]).toEqual(before);
      }
    });
  });

  test('the text of the schema can be edited as SQLite documents it, and by that section only', async () => {
    await inMemory(async (database) => {
      const edit = "UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a INT NOT NULL)' WHERE name = 't'";
      await database.execute('CREATE TABLE t (a INT)');
      await expect(database.execute(edit)).rejects.toThrow(DatabaseError);
      await database.runScript([database.beginSql, 'PRAGMA writable_schema = on', edit, 'COMMIT']);
      await database.runScript(await database.sessionReset(true));
      await expect(database.execute(edit)).rejects.toThrow(DatabaseError);
      expect(await database.query('SELECT sql FROM sqlite_schema')).toEqual([
        { sql: 'CREATE TABLE t (a INT NOT NULL)' },
      ]);
    });
  });

  test('nothing is to be put back when nothing was set', async () => {
    await inMemory(async (database) => {
      await database.runScript(['CREATE TABLE t (a)', 'PRAGMA foreign_keys']);
      expect(await database.sessionReset(true)).toEqual([]);
      expect(await database.sessionReset(false)).toEqual([]);
    });
  });
});
