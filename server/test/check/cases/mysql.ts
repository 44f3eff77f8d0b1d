import type { Case } from './case.ts';

/** MySQL and MariaDB. */
export const mysqlCases: readonly Case[] = [
  {
    title: 'a wider type and back',
    up: 'ALTER TABLE users MODIFY email VARCHAR(200) NOT NULL;',
    down: 'ALTER TABLE users MODIFY email VARCHAR(100) NOT NULL;',
  },
  {
    title: 'a foreign key',
    up: 'ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;',
    down: 'ALTER TABLE orders DROP FOREIGN KEY orders_user_fk;',
  },
  {
    title: 'an enum column after another',
    up: "ALTER TABLE users ADD COLUMN mood ENUM('sad', 'ok') NOT NULL DEFAULT 'ok' AFTER email;",
    down: 'ALTER TABLE users DROP COLUMN mood;',
  },
  {
    title: 'a trigger',
    up: 'CREATE TRIGGER users_low BEFORE INSERT ON users FOR EACH ROW SET NEW.email = LOWER(NEW.email);',
    down: 'DROP TRIGGER users_low;',
  },
  {
    title: 'a procedure behind DELIMITER',
    up: 'DELIMITER //\nCREATE PROCEDURE count_users() BEGIN SELECT COUNT(*) FROM users; END //\nDELIMITER ;',
    down: 'DROP PROCEDURE count_users;',
  },
  {
    title: 'an auto increment with rows',
    up: "CREATE TABLE items (id INT AUTO_INCREMENT PRIMARY KEY, label VARCHAR(20));\nINSERT INTO items (label) VALUES ('a'), ('b');",
    down: 'DROP TABLE items;',
  },
  {
    title: 'a fulltext index',
    up: 'CREATE FULLTEXT INDEX users_name ON users (name);',
    down: 'DROP INDEX users_name ON users;',
  },
  {
    title: 'two changes in one statement',
    up: 'ALTER TABLE users ADD COLUMN phone VARCHAR(20), ADD INDEX users_phone (phone);',
    down: 'ALTER TABLE users DROP INDEX users_phone, DROP COLUMN phone;',
  },
  {
    title: 'NOT NULL on a column with nulls',
    up: 'ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL;',
    down: 'ALTER TABLE users MODIFY name VARCHAR(100);',
    finding: { code: 'check-failed', within: 'ALTER TABLE users MODIFY name VARCHAR(100) NOT NULL' },
  },
  {
    title: 'a foreign key of another type',
    up: 'ALTER TABLE orders ADD COLUMN owner VARCHAR(10);\nALTER TABLE orders ADD CONSTRAINT orders_owner FOREIGN KEY (owner) REFERENCES users (id);',
    down: 'ALTER TABLE orders DROP COLUMN owner;',
    finding: {
      code: 'check-failed',
      within: 'ALTER TABLE orders ADD CONSTRAINT orders_owner FOREIGN KEY (owner) REFERENCES users (id)',
    },
  },
  {
    title: 'a key too long',
    up: 'CREATE TABLE wide (a VARCHAR(4000), INDEX wide_a (a)) DEFAULT CHARSET = utf8mb4 ROW_FORMAT = COMPACT ENGINE = InnoDB;\nALTER TABLE wide ADD UNIQUE INDEX wide_u (a);',
    down: 'DROP TABLE wide;',
    finding: {
      code: 'check-failed',
      at: 'CREATE TABLE wide (a VARCHAR(4000), INDEX wide_a (a)) DEFAULT CHARSET = utf8mb4 ROW_FORMAT = COMPACT ENGINE = InnoDB',
    },
  },
  {
    title: 'a view on a column that is not there',
    up: 'CREATE VIEW mails AS SELECT id, mail FROM users;',
    down: 'DROP VIEW mails;',
    finding: { code: 'check-failed', at: 'mail' },
  },
  {
    title: 'a narrower type than the rows',
    up: 'ALTER TABLE users MODIFY email VARCHAR(5) NOT NULL;',
    down: 'ALTER TABLE users MODIFY email VARCHAR(100) NOT NULL;',
    finding: { code: 'check-failed', at: 'email' },
  },
  {
    title: 'a MODIFY in the down that forgets NOT NULL',
    up: 'ALTER TABLE users MODIFY email VARCHAR(200) NOT NULL;',
    down: 'ALTER TABLE users MODIFY email VARCHAR(100);',
    finding: { code: 'down-differs', at: 'ALTER TABLE users MODIFY email VARCHAR(100)', says: 'email' },
  },
  {
    title: 'a down that forgets an index',
    up: 'CREATE INDEX users_age ON users (age);\nALTER TABLE users ADD COLUMN phone VARCHAR(20);',
    down: 'ALTER TABLE users DROP COLUMN phone;',
    finding: { code: 'down-differs', at: 'ALTER TABLE users DROP COLUMN phone', says: 'users_age' },
  },
];
