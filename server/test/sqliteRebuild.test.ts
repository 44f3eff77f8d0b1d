import { describe, expect, test } from 'vitest';
import { connect } from '../src/engine/database/connect.ts';
import type { Database, Row } from '../src/engine/database/database.ts';
import { generate } from '../src/engine/ddl/generate.ts';
import { tableId } from '../src/engine/schema/model.ts';
import { runSection } from '../src/engine/scratch/runSection.ts';
import { openTrial } from '../src/engine/scratch/trial.ts';

/** What the tables of a schema hold, by table. */
type Contents = Readonly<Record<string, readonly (readonly unknown[])[]>>;

interface Case {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** Fills `from`. */
  readonly rows: string;
  /** Queries whose answers are compared after the up, with their answers as rows of values. */
  readonly afterUp: Contents;
  readonly afterDown: Contents;
}

async function memory(script: string): Promise<Database> {
  const database = await connect('sqlite::memory:');
  await runSection(database, script, false);
  return database;
}

async function answers(database: Database, expected: Contents): Promise<Contents> {
  const found: Record<string, (readonly unknown[])[]> = {};
  for (const sql of Object.keys(expected)) {
    found[sql] = (await database.query<Row>(sql)).map((row) => Object.values(row));
  }
  return found;
}

async function check({ from, to, rows, afterUp, afterDown }: Case): Promise<void> {
  const desired = await memory(to);
  const wanted = await desired.introspect();
  await desired.close();
  const database = await memory(from);
  const before = await database.introspect();
  await runSection(database, rows, false);
  const trial = await openTrial(database, before, { introspect: {} });
  const generated = await generate({
    ...{ from: before, to: wanted, database, trial, allowDestructive: true },
    filled: new Set(before.tables.map(tableId)),
  });
  await trial.drop();
  expect(generated.verification).toMatchObject({ state: 'verified' });
  for (const { up } of generated.migrations) await runSection(database, up.text, up.transaction);
  expect(await answers(database, afterUp)).toEqual(afterUp);
  for (const { down } of [...generated.migrations].reverse()) {
    await runSection(database, down.text, down.transaction);
  }
  expect(await answers(database, afterDown)).toEqual(afterDown);
  expect(await database.query('PRAGMA foreign_key_check')).toEqual([]);
  await database.close();
}

const children = {
  'SELECT id, parent FROM child ORDER BY id': [
    [1, 1],
    [2, 1],
    [3, 2],
  ],
};
const twoParents =
  "INSERT INTO parent VALUES (1, '5'), (2, '6'); INSERT INTO child VALUES (1, 1), (2, 1), (3, 2);";
const parentOf = (type: string, action: string) =>
  `CREATE TABLE parent (id INTEGER PRIMARY KEY, a ${type});
   CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent (id) ${action});`;

const cases: readonly Case[] = [
  ...[
    'ON DELETE CASCADE',
    'ON DELETE RESTRICT',
    'ON DELETE SET NULL',
    'ON DELETE SET DEFAULT',
    'DEFERRABLE INITIALLY DEFERRED',
  ].map((action) => ({
    title: `a rebuilt parent leaves its children alone: ${action}`,
    ...{ from: parentOf('TEXT', action), to: parentOf('INTEGER', action), rows: twoParents },
    afterUp: {
      ...children,
      'SELECT * FROM parent': [
        [1, 5],
        [2, 6],
      ],
    },
    afterDown: {
      ...children,
      'SELECT * FROM parent': [
        [1, '5'],
        [2, '6'],
      ],
    },
  })),
  {
    title: 'the AUTOINCREMENT count goes on, also of an empty table',
    from: 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); CREATE TABLE e (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);',
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a BLOB); CREATE TABLE e (id INTEGER PRIMARY KEY AUTOINCREMENT, a BLOB); CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, a BLOB);',
    rows: "INSERT INTO t VALUES (3, 'x'), (9, 'y'); DELETE FROM t WHERE id = 9; INSERT INTO e VALUES (7, 'x'); DELETE FROM e;",
    afterUp: {
      'SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name': [
        ['e', 7],
        ['t', 9],
      ],
    },
    afterDown: {
      'SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name': [
        ['e', 7],
        ['t', 9],
      ],
    },
  },
  {
    title: 'rows keep their rowid where no column shows it',
    from: 'CREATE TABLE t (a TEXT, b INT);',
    to: 'CREATE TABLE t (a TEXT, b TEXT);',
    rows: "INSERT INTO t (rowid, a, b) VALUES (5, 'x', 1), (9, 'y', 2);",
    afterUp: {
      'SELECT rowid, a, b FROM t': [
        [5, 'x', '1'],
        [9, 'y', '2'],
      ],
    },
    afterDown: {
      'SELECT rowid, a, b FROM t': [
        [5, 'x', 1],
        [9, 'y', 2],
      ],
    },
  },
  {
    title: 'a new INTEGER PRIMARY KEY takes the rowid, and gives it back',
    from: 'CREATE TABLE t (a TEXT);',
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);',
    rows: "INSERT INTO t (rowid, a) VALUES (5, 'x'), (9, 'y');",
    afterUp: {
      'SELECT id, a FROM t': [
        [5, 'x'],
        [9, 'y'],
      ],
    },
    afterDown: {
      'SELECT rowid, a FROM t': [
        [5, 'x'],
        [9, 'y'],
      ],
    },
  },
  {
    title: 'triggers neither fire while rows are copied nor get lost',
    from: `CREATE TABLE t (a TEXT); CREATE TABLE log (line TEXT);
      CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('insert ' || NEW.a); END;
      CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('delete'); END;`,
    to: `CREATE TABLE t (a VARCHAR(9)); CREATE TABLE log (line TEXT);
      CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('insert ' || NEW.a); END;
      CREATE TRIGGER d AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('delete'); END;`,
    rows: "INSERT INTO t VALUES ('x');",
    afterUp: {
      'SELECT line FROM log': [['insert x']],
      "INSERT INTO t VALUES ('y') RETURNING a": [['y']],
      'SELECT line FROM log ORDER BY rowid': [['insert x'], ['insert y']],
    },
    afterDown: {
      'SELECT count(*) FROM log': [[2]],
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name": [['d'], ['i']],
    },
  },
  {
    title: 'a conflict clause of the new table takes no rows while they are copied',
    from: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);',
    to: "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL ON CONFLICT IGNORE DEFAULT 'none', b INT NOT NULL ON CONFLICT REPLACE DEFAULT 3);",
    rows: "INSERT INTO t VALUES (1, NULL), (2, 'x');",
    afterUp: {
      'SELECT * FROM t': [
        [1, 'none', 3],
        [2, 'x', 3],
      ],
    },
    afterDown: {
      'SELECT * FROM t': [
        [1, 'none'],
        [2, 'x'],
      ],
    },
  },
  {
    title: 'NOT NULL columns that come back hold what their type, checks, keys and references ask for',
    from: `CREATE TABLE teams (id INTEGER PRIMARY KEY);
      CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL, r REAL NOT NULL, s TEXT NOT NULL, b BLOB NOT NULL, d DATE NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('a', 'b')), positive INT NOT NULL CHECK (positive > 0), small INT NOT NULL CHECK (small < 0),
        range INT NOT NULL CHECK (range BETWEEN 5 AND 9), code TEXT NOT NULL CHECK (length(code) >= 3), given TEXT NOT NULL CHECK (given <> ''),
        number INT NOT NULL UNIQUE, tag TEXT NOT NULL UNIQUE, team INT NOT NULL REFERENCES teams);`,
    to: 'CREATE TABLE teams (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY);',
    rows: `INSERT INTO teams VALUES (4), (5); INSERT INTO t SELECT value, 1, 1.5, 's', x'00', '2020-01-01', 'b', 7, -7, 7, 'long', 'x', value, 't' || value, 5 FROM generate_series(1, 2);`.replace(
      'generate_series(1, 2)',
      "json_each('[1,2]')",
    ),
    afterUp: { 'SELECT * FROM t': [[1], [2]] },
    afterDown: {
      'SELECT * FROM t': [1, 2].map((id) => [
        ...[id, 0, 0, '', Buffer.alloc(0), '1970-01-01', 'a', 1, -1, 5, 'xxx', 'x', id, `${id}`, 4],
      ]),
    },
  },
  {
    title: 'a reference that must be given while its table is built anew too',
    from: 'CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TABLE parent (a TEXT);',
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY, p INT NOT NULL REFERENCES parent (id)); CREATE TABLE parent (id INTEGER PRIMARY KEY, a TEXT);',
    rows: "INSERT INTO t VALUES (1), (2), (3); INSERT INTO parent (rowid, a) VALUES (7, 'x'), (8, 'y');",
    afterUp: {
      'SELECT id, p FROM t': [
        [1, 7],
        [2, 7],
        [3, 7],
      ],
    },
    afterDown: {
      'SELECT id FROM t': [[1], [2], [3]],
      'SELECT rowid, a FROM parent': [
        [7, 'x'],
        [8, 'y'],
      ],
    },
  },
  {
    title: 'a reference that must be given and be another one in each row',
    from: `CREATE TABLE users (id TEXT PRIMARY KEY);
      CREATE TABLE profiles (a TEXT, user TEXT NOT NULL UNIQUE REFERENCES users ON DELETE CASCADE);`,
    to: 'CREATE TABLE users (id TEXT PRIMARY KEY); CREATE TABLE profiles (a TEXT);',
    rows: "INSERT INTO users VALUES ('u1'), ('u2'), ('u3'); INSERT INTO profiles (rowid, a, user) VALUES (4, 'x', 'u3'), (9, 'y', 'u1');",
    afterUp: {
      'SELECT rowid, a FROM profiles': [
        [4, 'x'],
        [9, 'y'],
      ],
    },
    afterDown: {
      'SELECT rowid, a, user FROM profiles': [
        [4, 'x', 'u1'],
        [9, 'y', 'u2'],
      ],
    },
  },
  {
    title: 'tables that come back empty and must refer to each other hold a row each',
    from: `CREATE TABLE countries (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
      CREATE TABLE cities (id INTEGER PRIMARY KEY, country INT NOT NULL REFERENCES countries);
      CREATE TABLE t (id INTEGER PRIMARY KEY, city INT NOT NULL REFERENCES cities);`,
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY);',
    rows: "INSERT INTO countries VALUES (3, 'x'); INSERT INTO cities VALUES (5, 3); INSERT INTO t VALUES (1, 5), (2, 5);",
    afterUp: { 'SELECT id FROM t': [[1], [2]] },
    afterDown: {
      'SELECT t.id, country, name FROM t JOIN cities AS c ON c.id = city JOIN countries AS o ON o.id = country':
        [
          [1, 1, ''],
          [2, 1, ''],
        ],
    },
  },
  {
    title: 'a table that comes back has the rows that others refer to',
    from: `CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT NOT NULL UNIQUE);
      CREATE TABLE t (id INTEGER PRIMARY KEY, team INT REFERENCES teams (id) ON DELETE CASCADE);`,
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY, team INT);',
    rows: "INSERT INTO teams VALUES (4, 'x', 'c4'), (5, 'y', 'c5'), (6, 'z', 'c6'); INSERT INTO t VALUES (1, 5), (2, 4), (3, NULL), (7, 4);",
    afterUp: {
      'SELECT * FROM t': [
        [1, 5],
        [2, 4],
        [3, null],
        [7, 4],
      ],
    },
    afterDown: {
      'SELECT * FROM t': [
        [1, 5],
        [2, 4],
        [3, null],
        [7, 4],
      ],
      'SELECT id, name FROM teams ORDER BY id': [
        [4, ''],
        [5, ''],
      ],
    },
  },
  {
    title: 'values change their storage only as the new type has it',
    from: 'CREATE TABLE t (a, b TEXT, c INTEGER) ;',
    to: 'CREATE TABLE t (a TEXT, b INTEGER, c TEXT);',
    rows: "INSERT INTO t VALUES (1, '7', 7), (x'01', 'seven', 8), (NULL, NULL, NULL);",
    afterUp: {
      'SELECT a, b, c FROM t': [
        ['1', 7, '7'],
        [Buffer.from([1]), 'seven', '8'],
        [null, null, null],
      ],
    },
    afterDown: {
      'SELECT a, b, c FROM t': [
        ['1', '7', 7],
        [Buffer.from([1]), 'seven', 8],
        [null, null, null],
      ],
    },
  },
  {
    title: 'a table that becomes STRICT keeps bytes and text where types change',
    from: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB, c TEXT);',
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a BLOB, b TEXT, c ANY) STRICT;',
    rows: "INSERT INTO t VALUES (1, 'text', x'6162', 'c');",
    afterUp: { 'SELECT CAST(a AS TEXT), b, c FROM t': [['text', 'ab', 'c']] },
    afterDown: { 'SELECT CAST(a AS TEXT), CAST(b AS TEXT), c FROM t': [['text', 'ab', 'c']] },
  },
  {
    title: 'numbers of a STRICT table that became bytes come back, also into a key',
    from: 'CREATE TABLE t (a INT, b TEXT, PRIMARY KEY (a)) WITHOUT ROWID, STRICT;',
    to: 'CREATE TABLE t (a BLOB, b TEXT) STRICT;',
    rows: "INSERT INTO t VALUES (7, 'x'), (8, 'y');",
    afterUp: {
      'SELECT CAST(a AS TEXT), b FROM t': [
        ['7', 'x'],
        ['8', 'y'],
      ],
    },
    afterDown: {
      'SELECT a, b FROM t': [
        [7, 'x'],
        [8, 'y'],
      ],
    },
  },
  {
    title: 'a virtual table that is missing is made, and taken back',
    from: 'CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);',
    to: `CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);
      CREATE VIRTUAL TABLE search USING fts5(body, content=docs, content_rowid=id);
      CREATE TRIGGER i AFTER INSERT ON docs BEGIN INSERT INTO search (rowid, body) VALUES (NEW.id, NEW.body); END;`,
    rows: "INSERT INTO docs VALUES (1, 'old words');",
    afterUp: {
      "INSERT INTO docs VALUES (2, 'new words') RETURNING id": [[2]],
      "SELECT rowid FROM search WHERE search MATCH 'words'": [[2]],
      "INSERT INTO search (search) VALUES ('rebuild') RETURNING 1": [[1]],
      "SELECT rowid FROM search WHERE search MATCH 'words' ORDER BY rowid": [[1], [2]],
    },
    afterDown: {
      "SELECT name FROM sqlite_schema WHERE name LIKE 'search%'": [],
      'SELECT * FROM docs': [
        [1, 'old words'],
        [2, 'new words'],
      ],
    },
  },
  {
    title: 'a virtual table that is one too many stays with what it holds',
    from: 'CREATE VIRTUAL TABLE search USING fts5(body); CREATE TABLE t (a TEXT);',
    to: 'CREATE TABLE t (a TEXT, b TEXT);',
    rows: "INSERT INTO search VALUES ('words');",
    afterUp: { "SELECT body FROM search WHERE search MATCH 'words'": [['words']] },
    afterDown: { "SELECT body FROM search WHERE search MATCH 'words'": [['words']] },
  },
  {
    title: 'a broken trigger does not stand in the way',
    from: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TRIGGER tr AFTER DELETE ON t BEGIN INSERT INTO nowhere VALUES (1); END;',
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TRIGGER tr AFTER DELETE ON t BEGIN INSERT INTO nowhere VALUES (1); END;',
    rows: "INSERT INTO t VALUES (1, 'x');",
    afterUp: { 'SELECT * FROM t': [[1]] },
    afterDown: { 'SELECT * FROM t': [[1, null]] },
  },
];

describe('S8 S9 rows of a changed SQLite table', () => {
  test.each(cases)('$title', check);
});
