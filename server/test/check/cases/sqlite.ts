import type { Case } from './case.ts';

export const sqliteCases: readonly Case[] = [
  {
    title: 'a partial index',
    up: 'CREATE INDEX users_grown ON users (age) WHERE age >= 18;',
    down: 'DROP INDEX users_grown;',
  },
  {
    title: 'a trigger',
    up: "CREATE TRIGGER users_log AFTER INSERT ON users BEGIN UPDATE users SET name = 'x' WHERE id = NEW.id AND name = ''; END;",
    down: 'DROP TRIGGER users_log;',
  },
  {
    title: 'a strict table without rowid',
    up: 'CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;',
    down: 'DROP TABLE settings;',
  },
  {
    title: 'a full text table',
    up: 'CREATE VIRTUAL TABLE search USING fts5(body);',
    down: 'DROP TABLE search;',
  },
  {
    title: 'a rebuild with foreign keys off',
    up: `PRAGMA foreign_keys = off;
CREATE TABLE users_new (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(100) NOT NULL, name VARCHAR(100), age TEXT);
INSERT INTO users_new SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;`,
    down: `PRAGMA foreign_keys = off;
CREATE TABLE users_old (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(100) NOT NULL, name VARCHAR(100), age INTEGER);
INSERT INTO users_old SELECT * FROM users;
DROP TABLE users;
ALTER TABLE users_old RENAME TO users;`,
  },
  {
    title: 'a generated column',
    up: 'ALTER TABLE users ADD COLUMN mail TEXT GENERATED ALWAYS AS (lower(email)) VIRTUAL;\nCREATE INDEX users_mail ON users (mail);',
    down: 'DROP INDEX users_mail;\nALTER TABLE users DROP COLUMN mail;',
  },
  {
    title: 'a vacuum outside a transaction',
    up: '-- transaction:false\nVACUUM;',
    down: 'SELECT 1;',
  },
  {
    title: 'a column that must not be null, without a default',
    up: 'ALTER TABLE users ADD COLUMN code INTEGER NOT NULL;',
    down: 'ALTER TABLE users DROP COLUMN code;',
    finding: {
      code: 'check-failed',
      at: 'ALTER TABLE users ADD COLUMN code INTEGER NOT NULL',
      says: 'Cannot add a NOT NULL column',
    },
  },
  {
    title: 'a unique column by ALTER TABLE',
    up: 'ALTER TABLE users ADD COLUMN code INTEGER UNIQUE;',
    down: 'ALTER TABLE users DROP COLUMN code;',
    finding: { code: 'check-failed', within: 'ALTER TABLE users ADD COLUMN code INTEGER UNIQUE' },
  },
  {
    title: 'a drop of a column that an index needs',
    up: 'ALTER TABLE orders DROP COLUMN user_id;',
    down: 'ALTER TABLE orders ADD COLUMN user_id INTEGER;',
    finding: { code: 'check-failed', within: 'ALTER TABLE orders DROP COLUMN user_id' },
  },
  {
    title: 'a foreign key that the rows do not keep',
    up: `CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES users (id));
INSERT INTO pets (id, owner) VALUES (1, 99);`,
    down: 'DROP TABLE pets;',
    finding: { code: 'check-failed', at: 'INSERT INTO pets (id, owner) VALUES (1, 99)', says: 'FOREIGN KEY' },
  },
  {
    title: 'a foreign key to nothing unique',
    up: `CREATE TABLE fans (id INTEGER PRIMARY KEY, email TEXT REFERENCES users (email));
INSERT INTO fans (id, email) VALUES (1, 'ann@example.org');`,
    down: 'DROP TABLE fans;',
    finding: {
      code: 'check-failed',
      within: "INSERT INTO fans (id, email) VALUES (1, 'ann@example.org')",
      says: 'foreign key mismatch',
    },
  },
  {
    title: 'a rebuild in the down that loses an index',
    up: 'ALTER TABLE orders ADD COLUMN note TEXT;',
    down: `CREATE TABLE orders_old (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER NOT NULL, total INTEGER NOT NULL DEFAULT 0);
INSERT INTO orders_old SELECT id, user_id, total FROM orders;
DROP TABLE orders;
ALTER TABLE orders_old RENAME TO orders;`,
    finding: { code: 'down-differs', at: 'ALTER TABLE orders_old RENAME TO orders', says: 'orders_user' },
  },
  {
    title: 'a down that forgets an index',
    up: 'CREATE INDEX users_age ON users (age);\nALTER TABLE users ADD COLUMN phone TEXT;',
    down: 'ALTER TABLE users DROP COLUMN phone;',
    finding: { code: 'down-differs', at: 'ALTER TABLE users DROP COLUMN phone', says: 'users_age' },
  },
];
