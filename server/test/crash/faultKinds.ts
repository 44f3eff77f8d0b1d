/** A statement and what becomes of it when a later one of its migration fails. */
export interface FaultKind {
  readonly name: string;
  readonly sql: string;
  /** False: once it ran and was committed something is gone for good, and the migration must end `incomplete`. */
  readonly lossless: boolean;
  /** Something would be lost if the table held rows, which its text cannot tell. */
  readonly unlessEmpty: boolean;
  /** Only where `mysql` or `mariadb` knows it; default both. */
  readonly only?: 'mysql' | 'mariadb';
}

/** What stands before each migration; one statement an entry. */
export const standing: readonly string[] = [
  "create table users (id int primary key auto_increment, name varchar(40) not null default 'x', email varchar(80), key users_email (email)) comment 'people'",
  'create table orders (id int primary key, user_id int, total decimal(10,2), note varchar(20), key orders_user (user_id), constraint orders_users foreign key (user_id) references users (id) on delete cascade)',
  'create table empty_one (id int primary key, old int)',
  'create table empty_child (id int primary key, parent int, constraint child_parent foreign key (parent) references empty_one (id))',
  'create table no_key (a int, b int)',
  'create table texts (id int primary key, body text, fulltext key texts_body (body)) default charset latin1',
  'create table parts (id int not null, y int not null, primary key (id, y)) partition by range (y) (partition p0 values less than (10), partition p1 values less than (20), partition p2 values less than (30))',
  'create table computed (id int primary key, a int, twice int generated always as (a * 2) virtual, constraint a_positive check (a > 0))',
  'create view names as select id, name from users',
  'create trigger users_trim before insert on users for each row set new.name = trim(new.name)',
  'create trigger empty_fill before insert on empty_one for each row set new.old = 1',
  'create procedure touch() update users set name = name',
  'create function plus_one(n int) returns int deterministic return n + 1',
  "create event nightly on schedule every 1 day starts '2030-01-01 00:00:00' disable do delete from no_key",
  "insert into users (id, name, email) values (1, 'Ada', 'a@x'), (2, 'Grace', 'g@x')",
  "insert into orders values (1, 1, 10.50, 'n'), (2, 2, 3.25, null)",
  'insert into no_key values (1, 2), (1, 3)',
  "insert into texts values (1, 'some words')",
  'insert into parts values (1, 5), (2, 15)',
  'insert into computed (id, a) values (1, 4)',
];

const lossless = (name: string, sql: string, only?: FaultKind['only']): FaultKind => ({
  name,
  sql,
  lossless: true,
  unlessEmpty: false,
  ...(only === undefined ? {} : { only }),
});
const fromEmpty = (name: string, sql: string): FaultKind => ({ ...lossless(name, sql), unlessEmpty: true });
const lossy = (name: string, sql: string, only?: FaultKind['only']): FaultKind => ({
  ...lossless(name, sql, only),
  lossless: false,
});

/** What stands beside it where only MariaDB knows it. */
export const standingInMariadb: readonly string[] = ['create sequence standing_numbers start with 7'];

/** Each runs on what stands. */
export const kinds: readonly FaultKind[] = [
  lossless('create table', 'CREATE TABLE made (id INT PRIMARY KEY, v VARCHAR(9) DEFAULT "a;b")'),
  lossless(
    'create table with foreign key',
    'CREATE TABLE made_fk (id INT PRIMARY KEY, u INT, FOREIGN KEY (u) REFERENCES users (id))',
  ),
  lossless('tablespace that grows in steps', 'ALTER TABLE no_key AUTOEXTEND_SIZE = 4194304', 'mysql'),
  lossless('create table like', 'CREATE TABLE alike LIKE users'),
  lossless(
    'create partitioned table',
    'CREATE TABLE made_parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 3',
  ),
  lossy('create table as select', 'CREATE TABLE copied AS SELECT * FROM users'),
  lossless(
    'add column',
    "ALTER TABLE users ADD COLUMN phone VARCHAR(20) NOT NULL DEFAULT '' COMMENT 'c' AFTER id",
  ),
  lossless(
    'several changes in one',
    "ALTER TABLE users ADD COLUMN age INT, ADD INDEX users_age (age), MODIFY email VARCHAR(200), COMMENT = 'new'",
  ),
  lossless(
    'add generated column',
    'ALTER TABLE orders ADD COLUMN gross DECIMAL(12,2) GENERATED ALWAYS AS (total * 1.2) STORED',
  ),
  lossy('drop column', 'ALTER TABLE orders DROP COLUMN note'),
  fromEmpty('drop column of an empty table', 'ALTER TABLE empty_one DROP COLUMN old'),
  fromEmpty('drop generated column', 'ALTER TABLE computed DROP COLUMN twice'),
  lossless('widen a type', "ALTER TABLE users MODIFY name VARCHAR(200) NOT NULL DEFAULT 'x'"),
  lossless('narrow a type that holds it all', 'ALTER TABLE orders MODIFY note VARCHAR(5)'),
  lossy('round values away', 'ALTER TABLE orders MODIFY total DECIMAL(10,0)'),
  lossless('change a default', "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'y'"),
  lossless('drop a default', 'ALTER TABLE users ALTER COLUMN name DROP DEFAULT'),
  lossless('move a column', 'ALTER TABLE orders MODIFY note VARCHAR(20) FIRST'),
  lossless('add auto_increment', 'ALTER TABLE orders MODIFY id INT AUTO_INCREMENT'),
  lossless('set the next auto_increment', 'ALTER TABLE users AUTO_INCREMENT = 500'),
  lossless('rename a column', 'ALTER TABLE users RENAME COLUMN email TO mail'),
  lossless('rename and change a column', 'ALTER TABLE users CHANGE email mail VARCHAR(200) NULL'),
  lossless('rename a table', 'RENAME TABLE empty_one TO renamed_one'),
  lossless('rename a filled table', 'ALTER TABLE orders RENAME TO purchases'),
  lossless('rename a table that others refer to', 'RENAME TABLE users TO people, orders TO purchases'),
  lossless('swap two tables', 'RENAME TABLE no_key TO swapping, texts TO no_key, swapping TO texts'),
  lossless('rename an index', 'ALTER TABLE users RENAME INDEX users_email TO users_mail'),
  lossless('create index', 'CREATE INDEX users_name ON users (name(10))'),
  lossless('create unique index', 'CREATE UNIQUE INDEX users_mail ON users (email)'),
  lossless('create fulltext index', 'CREATE FULLTEXT INDEX users_words ON users (name)'),
  lossless('drop index', 'DROP INDEX users_email ON users'),
  lossless('drop fulltext index', 'DROP INDEX texts_body ON texts'),
  lossless('hide an index', 'ALTER TABLE users ALTER INDEX users_email INVISIBLE', 'mysql'),
  lossless('ignore an index', 'ALTER TABLE users ALTER INDEX users_email IGNORED', 'mariadb'),
  lossless('add a primary key', 'ALTER TABLE no_key ADD PRIMARY KEY (a, b)'),
  lossless('drop a primary key', 'ALTER TABLE parts DROP PRIMARY KEY'),
  lossless('drop foreign key', 'ALTER TABLE orders DROP FOREIGN KEY orders_users'),
  lossless(
    'change a foreign key',
    'ALTER TABLE orders DROP FOREIGN KEY orders_users, ADD CONSTRAINT orders_people FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL',
  ),
  lossless('add check', 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)'),
  lossless('drop check', 'ALTER TABLE computed DROP CONSTRAINT a_positive'),
  lossless('table comment', "ALTER TABLE users COMMENT = 'persons'"),
  lossless('convert to another charset', 'ALTER TABLE texts CONVERT TO CHARACTER SET utf8mb4'),
  lossless('change the default charset', 'ALTER TABLE no_key DEFAULT CHARACTER SET latin1'),
  lossless(
    'change a collation',
    "ALTER TABLE users MODIFY name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'x'",
  ),
  lossless('change the engine', 'ALTER TABLE no_key ENGINE = MyISAM'),
  lossless('change the row format', 'ALTER TABLE no_key ROW_FORMAT = COMPRESSED'),
  lossless('add a partition', 'ALTER TABLE parts ADD PARTITION (PARTITION p3 VALUES LESS THAN (40))'),
  lossless(
    'split a partition',
    'ALTER TABLE parts REORGANIZE PARTITION p1 INTO (PARTITION p1a VALUES LESS THAN (15), PARTITION p1b VALUES LESS THAN (20))',
  ),
  lossless('remove partitioning', 'ALTER TABLE parts REMOVE PARTITIONING'),
  lossy('drop a partition', 'ALTER TABLE parts DROP PARTITION p1'),
  lossy('truncate a partition', 'ALTER TABLE parts TRUNCATE PARTITION p1'),
  lossless('partition a table', 'ALTER TABLE no_key PARTITION BY HASH (a) PARTITIONS 2'),
  lossless(
    'create view',
    'CREATE VIEW totals AS SELECT user_id, sum(total) AS s FROM orders GROUP BY user_id',
  ),
  lossless('drop view', 'DROP VIEW names'),
  lossless('replace view', 'CREATE OR REPLACE VIEW names AS SELECT name FROM users'),
  lossless('alter view', 'ALTER VIEW names AS SELECT id FROM users'),
  lossless(
    'create trigger',
    'CREATE TRIGGER users_lower BEFORE UPDATE ON users FOR EACH ROW BEGIN SET NEW.name = lower(NEW.name); SET NEW.email = lower(NEW.email); END',
  ),
  lossless('drop trigger', 'DROP TRIGGER users_trim'),
  lossless('create procedure', 'CREATE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END'),
  lossless('drop procedure', 'DROP PROCEDURE touch'),
  lossless('create function', 'CREATE FUNCTION plus_two(n INT) RETURNS INT DETERMINISTIC RETURN n + 2'),
  lossless('drop function', 'DROP FUNCTION plus_one'),
  lossless('change a routine', "ALTER PROCEDURE touch COMMENT 'touches'"),
  lossless(
    'create event',
    "CREATE EVENT hourly ON SCHEDULE EVERY 1 HOUR STARTS '2031-01-01 00:00:00' DISABLE DO DELETE FROM no_key",
  ),
  lossless('alter event', "ALTER EVENT nightly COMMENT 'at night'"),
  lossless('drop event', 'DROP EVENT nightly'),
  lossless('create sequence', 'CREATE SEQUENCE numbers START WITH 7', 'mariadb'),
  lossless('system versioning', 'ALTER TABLE no_key ADD SYSTEM VERSIONING', 'mariadb'),
  lossy('drop table', 'DROP TABLE orders'),
  fromEmpty('drop empty table', 'DROP TABLE empty_child'),
  fromEmpty('drop empty tables that refer to each other', 'DROP TABLE empty_child, empty_one'),
  fromEmpty('drop what is not there', 'DROP TABLE IF EXISTS nothing_there'),
  lossy('truncate', 'TRUNCATE TABLE orders'),
  fromEmpty('truncate an empty table', 'TRUNCATE TABLE empty_child'),
  lossy('insert', "INSERT INTO users (name) VALUES ('Alan')"),
  lossy('insert … select', 'INSERT INTO no_key SELECT id, id FROM users'),
  lossy('update', "UPDATE users SET name = 'z' WHERE id = 1"),
  lossy('delete', 'DELETE FROM orders WHERE id = 2'),
  lossy('replace', "REPLACE INTO texts VALUES (1, 'other')"),
  lossy('call', 'CALL touch()'),
  lossy('prepared statement', "EXECUTE IMMEDIATE 'ALTER TABLE users ADD COLUMN more INT'", 'mariadb'),
  lossy('block', 'BEGIN NOT ATOMIC UPDATE users SET name = 1; END', 'mariadb'),
  lossless('lock tables', 'LOCK TABLES users WRITE'),
  lossy('drop sequence', 'DROP SEQUENCE standing_numbers', 'mariadb'),
  lossless('session setting', 'SET SESSION sql_mode = ""'),
  lossless('analyze', 'ANALYZE TABLE users'),
];
