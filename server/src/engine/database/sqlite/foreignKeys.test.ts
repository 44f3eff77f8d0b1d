import { describe, expect, test } from 'vitest';
import type { DatabaseError } from '../database.ts';
import { inMemory } from './files.testing.ts';

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
    await inMemory(async (database) => {
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
    await inMemory(async (database) => {
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

  test('of what else refers to a table that is gone, it says what to do', async () => {
    await inMemory(async (database) => {
      await database.runScript([
        'CREATE TABLE p (id INTEGER PRIMARY KEY)',
        'CREATE TABLE q (id INTEGER PRIMARY KEY)',
        'CREATE TABLE c (p REFERENCES p ON DELETE CASCADE, q REFERENCES q ON DELETE CASCADE)',
        'DROP TABLE q',
      ]);
      await expect(database.execute('DROP TABLE p')).rejects.toMatchObject({
        database: { message: 'no such table: main.q', hint: expect.stringContaining('foreign_keys = off') },
      });
    });
  });
});
