import type { Case } from './case.ts';

/** Written so that every database understands them. */
export const commonCases: readonly Case[] = [
  {
    title: 'a table',
    up: 'CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(40) NOT NULL);',
    down: 'DROP TABLE tags;',
  },
  {
    title: 'two tables that refer to each other in order',
    up: `CREATE TABLE teams (id INTEGER NOT NULL PRIMARY KEY, title VARCHAR(40) NOT NULL);
CREATE TABLE members (team_id INTEGER NOT NULL REFERENCES teams (id), user_id INTEGER NOT NULL, PRIMARY KEY (team_id, user_id));`,
    down: 'DROP TABLE members;\nDROP TABLE teams;',
  },
  {
    title: 'a column that may be null',
    up: 'ALTER TABLE users ADD COLUMN phone VARCHAR(20);',
    down: 'ALTER TABLE users DROP COLUMN phone;',
  },
  {
    title: 'a column with a default on a table with rows',
    up: "ALTER TABLE users ADD COLUMN state VARCHAR(20) NOT NULL DEFAULT 'new';",
    down: 'ALTER TABLE users DROP COLUMN state;',
  },
  {
    title: 'a renamed column',
    up: 'ALTER TABLE users RENAME COLUMN name TO full_name;',
    down: 'ALTER TABLE users RENAME COLUMN full_name TO name;',
  },
  {
    title: 'a renamed table',
    up: 'ALTER TABLE orders RENAME TO purchases;',
    down: 'ALTER TABLE purchases RENAME TO orders;',
  },
  {
    title: 'a view',
    up: 'CREATE VIEW rich AS SELECT user_id, total FROM orders WHERE total > 15;',
    down: 'DROP VIEW rich;',
  },
  {
    title: 'rows that are put in and taken out',
    up: "INSERT INTO users (id, email) VALUES (7, 'eve@example.org');",
    down: 'DELETE FROM users WHERE id = 7;',
  },
  {
    title: 'a change of rows that nothing has to take back',
    up: 'UPDATE users SET age = 18 WHERE age IS NULL;',
    down: 'SELECT 1;',
  },
  {
    title: 'a table with an index and rows',
    up: `CREATE TABLE countries (code CHAR(2) NOT NULL PRIMARY KEY, title VARCHAR(60) NOT NULL);
CREATE UNIQUE INDEX countries_title ON countries (title);
INSERT INTO countries (code, title) VALUES ('de', 'Germany'), ('fr', 'France');`,
    down: 'DROP TABLE countries;',
  },
  {
    title: 'an index on a column that is not there',
    up: 'CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY);\nCREATE INDEX users_mail ON users (mail);',
    down: 'DROP TABLE notes;',
    finding: { code: 'check-failed', at: 'mail' },
  },
  {
    title: 'rows into a column that is not there',
    up: "INSERT INTO users (id, emial) VALUES (9, 'x');",
    down: 'DELETE FROM users WHERE id = 9;',
    finding: { code: 'check-failed', at: 'emial', says: 'emial' },
  },
  {
    title: 'a table that is there already',
    up: 'CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY);',
    down: 'DROP TABLE orders;',
    finding: { code: 'check-failed', at: 'orders', says: 'orders' },
  },
  {
    title: 'a table that is not there',
    up: 'ALTER TABLE usres ADD COLUMN phone VARCHAR(20);',
    down: 'ALTER TABLE usres DROP COLUMN phone;',
    finding: { code: 'check-failed', at: 'usres' },
  },
  {
    title: 'a column that is there already',
    up: 'ALTER TABLE users ADD COLUMN age INTEGER;',
    down: 'ALTER TABLE users DROP COLUMN age;',
    finding: { code: 'check-failed', at: 'age' },
  },
  {
    title: 'a unique index on what an earlier migration has put in twice',
    up: `INSERT INTO orders (id, user_id, total) VALUES (3, 1, 5);
CREATE UNIQUE INDEX orders_one ON orders (user_id);`,
    down: 'DELETE FROM orders WHERE id = 3;',
    finding: { code: 'check-failed', within: 'CREATE UNIQUE INDEX orders_one ON orders (user_id)' },
  },
  {
    title: 'rows with a key that an earlier migration has used',
    up: "INSERT INTO users (id, email) VALUES (1, 'again@example.org');",
    down: 'SELECT 1;',
    finding: {
      code: 'check-failed',
      within: "INSERT INTO users (id, email) VALUES (1, 'again@example.org')",
    },
  },
  {
    title: 'a down that forgets one of two tables',
    up: 'CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY);\nCREATE TABLE b (id INTEGER NOT NULL PRIMARY KEY);',
    down: 'DROP TABLE b;',
    finding: { code: 'down-differs', at: 'DROP TABLE b', says: '+ CREATE TABLE a' },
  },
  {
    title: 'a down that brings a column back with another type',
    up: 'ALTER TABLE users DROP COLUMN age;',
    down: 'ALTER TABLE users ADD COLUMN age VARCHAR(10);',
    finding: { code: 'down-differs', at: 'ALTER TABLE users ADD COLUMN age VARCHAR(10)', says: 'age' },
  },
  {
    title: 'a down that drops what the up has not made',
    up: 'CREATE TABLE labels (id INTEGER NOT NULL PRIMARY KEY);',
    down: 'DROP TABLE lables;',
    finding: { code: 'down-failed', at: 'lables' },
  },
  {
    title: 'rows that the down leaves behind',
    up: "INSERT INTO users (id, email) VALUES (8, 'kim@example.org');",
    down: 'SELECT 1;',
    finding: {
      code: 'up-not-repeatable',
      within: "INSERT INTO users (id, email) VALUES (8, 'kim@example.org')",
      says: 'Applied again after its down',
    },
  },
  {
    title: 'no down at all',
    up: 'CREATE TABLE lonely (id INTEGER NOT NULL PRIMARY KEY);',
    down: null,
    finding: { code: 'missing-down', at: '' },
  },
];
