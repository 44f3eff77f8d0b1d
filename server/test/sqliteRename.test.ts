import { describe, expect, test } from 'vitest';
import { connect } from '../src/engine/database/connect.ts';
import type { Database } from '../src/engine/database/database.ts';
import { generate } from '../src/engine/ddl/generate.ts';
import { parseRename } from '../src/engine/diff/renames.ts';
import { runSection } from '../src/engine/scratch/runSection.ts';
import { openTrial } from '../src/engine/scratch/trial.ts';
import { fingerprintSqlite } from './conformance/fingerprint/sqlite.ts';

interface Case {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly renames: readonly string[];
  /** A row put in before, and the question that finds it after the up. */
  readonly insert: string;
  readonly find: string;
}

const cases: readonly Case[] = [
  {
    title: 'a column, with all that names it',
    from: `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), n INT AS (length(name)));
      CREATE INDEX by_name ON users (name) WHERE name IS NOT NULL; CREATE VIEW names AS SELECT name FROM users;
      CREATE TRIGGER tr AFTER INSERT ON users BEGIN UPDATE users SET name = NEW.name; END;`,
    to: `CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL CHECK (full_name <> ''), n INT AS (length(full_name)));
      CREATE INDEX by_name ON users (full_name) WHERE full_name IS NOT NULL; CREATE VIEW names AS SELECT full_name FROM users;
      CREATE TRIGGER tr AFTER INSERT ON users BEGIN UPDATE users SET full_name = NEW.full_name; END;`,
    renames: ['users.name=users.full_name'],
    ...{ insert: "INSERT INTO users (name) VALUES ('x')", find: "SELECT 1 FROM users WHERE full_name = 'x'" },
  },
  {
    title: 'a table, with its children, views and triggers',
    from: `CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT, boss REFERENCES users (id));
      CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT REFERENCES users (id) ON DELETE CASCADE);
      CREATE VIEW v AS SELECT a FROM users; CREATE TRIGGER tr AFTER INSERT ON users BEGIN DELETE FROM users WHERE 0; END;`,
    to: `CREATE TABLE people (id INTEGER PRIMARY KEY, a TEXT, boss REFERENCES people (id));
      CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT REFERENCES people (id) ON DELETE CASCADE);
      CREATE VIEW v AS SELECT a FROM people; CREATE TRIGGER tr AFTER INSERT ON people BEGIN DELETE FROM people WHERE 0; END;`,
    renames: ['users=people'],
    ...{ insert: "INSERT INTO users (a) VALUES ('x')", find: "SELECT 1 FROM people WHERE a = 'x'" },
  },
  {
    title: 'a table and its columns, and other changes with it',
    from: 'CREATE TABLE old_accounts (id BIGINT NOT NULL, user_name VARCHAR(50), is_active INTEGER, old_field TEXT);',
    to: 'CREATE TABLE accounts (id BIGINT NOT NULL, username VARCHAR(100) NOT NULL, is_active INTEGER DEFAULT 1, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);',
    renames: ['old_accounts=accounts', 'old_accounts.user_name=old_accounts.username'],
    ...{
      insert: "INSERT INTO old_accounts VALUES (1, 'x', 1, 'y')",
      find: "SELECT 1 FROM accounts WHERE username = 'x'",
    },
  },
  {
    title: 'two columns that swap their names',
    from: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT);',
    to: 'CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT, a INT);',
    renames: ['t.a=t.b', 't.b=t.a'],
    ...{ insert: "INSERT INTO t VALUES (1, 'x', 7)", find: "SELECT 1 FROM t WHERE b = 'x' AND a = 7" },
  },
  {
    title: 'three tables in a circle',
    from: 'CREATE TABLE a (x TEXT); CREATE TABLE b (y INT); CREATE TABLE c (z REAL);',
    to: 'CREATE TABLE b (x TEXT); CREATE TABLE c (y INT); CREATE TABLE a (z REAL);',
    renames: ['a=b', 'b=c', 'c=a'],
    ...{ insert: "INSERT INTO a VALUES ('x')", find: "SELECT 1 FROM b WHERE x = 'x'" },
  },
  {
    title: 'while a view names what is not there',
    from: 'CREATE TABLE t (a TEXT); CREATE VIEW broken AS SELECT * FROM nowhere;',
    to: 'CREATE TABLE t (b TEXT); CREATE VIEW broken AS SELECT * FROM nowhere;',
    renames: ['t.a=t.b'],
    ...{ insert: "INSERT INTO t VALUES ('x')", find: "SELECT 1 FROM t WHERE b = 'x'" },
  },
  {
    title: 'in other letters, which needs no asking',
    from: 'CREATE TABLE USERS (ID INTEGER PRIMARY KEY, Name TEXT); CREATE TABLE c (u REFERENCES USERS (ID)); CREATE VIEW v AS SELECT Name FROM USERS;',
    to: 'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(9)); CREATE TABLE c (u REFERENCES users (id)); CREATE VIEW v AS SELECT name FROM users;',
    renames: [],
    ...{ insert: "INSERT INTO USERS VALUES (1, 'x')", find: "SELECT 1 FROM users WHERE name = 'x'" },
  },
];

async function memory(script: string): Promise<Database> {
  const database = await connect('sqlite::memory:');
  await runSection(database, script, false);
  return database;
}

const printOf = (database: Database) =>
  fingerprintSqlite({
    query: async (sql: string) => [...(await database.query(sql))],
    close: async () => {},
  });

async function check({ from, to, renames, insert, find }: Case): Promise<void> {
  const [database, desired] = [await memory(from), await memory(to)];
  const [before, after] = [await database.introspect(), await desired.introspect()];
  const [beforePrint, afterPrint] = [await printOf(database), await printOf(desired)];
  await database.execute(insert);
  const trial = await openTrial(database, before, { introspect: {} });
  const generated = await generate({
    ...{ from: before, to: after, database, trial, allowDestructive: true, filled: new Set(['table:t']) },
    renames: renames.map((text) => parseRename(text, before)),
  });
  await trial.drop();
  expect(generated.verification).toMatchObject({ state: 'verified' });
  for (const { up } of generated.migrations) await runSection(database, up.text, up.transaction);
  expect(await database.query(find)).toHaveLength(1);
  expect(await printOf(database)).toEqual(afterPrint);
  for (const { down } of [...generated.migrations].reverse())
    await runSection(database, down.text, down.transaction);
  expect(await printOf(database)).toEqual(beforePrint);
  await Promise.all([database.close(), desired.close()]);
}

describe('S7 S8 renames on SQLite keep what is in them', () => {
  test.each(cases)('$title', check);
});
