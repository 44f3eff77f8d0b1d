import type { Case } from './case.ts';

/** What MariaDB alone has. */
export const mariadbCases: readonly Case[] = [
  {
    title: 'a table that keeps its past',
    up: 'CREATE TABLE rates (id INT PRIMARY KEY, rate DECIMAL(5, 4) NOT NULL) WITH SYSTEM VERSIONING;\nINSERT INTO rates VALUES (1, 0.1900);\nUPDATE rates SET rate = 0.2000;',
    down: 'DROP TABLE rates;',
  },
  {
    title: 'a sequence and a column that takes from it',
    up: "CREATE SEQUENCE ticket_numbers START WITH 100;\nCREATE TABLE tickets (id INT NOT NULL DEFAULT NEXTVAL(ticket_numbers) PRIMARY KEY, title VARCHAR(40));\nINSERT INTO tickets (title) VALUES ('first');",
    down: 'DROP TABLE tickets;\nDROP SEQUENCE ticket_numbers;',
  },
  {
    title: 'a text with a default, and a column that is only there if it is not',
    up: "ALTER TABLE products ADD COLUMN IF NOT EXISTS body TEXT NOT NULL DEFAULT 'none';",
    down: 'ALTER TABLE products DROP COLUMN IF EXISTS body;',
  },
  {
    title: 'a sequence that is not there',
    up: 'CREATE TABLE tickets (id INT NOT NULL DEFAULT NEXTVAL(ticket_numbres) PRIMARY KEY);',
    down: 'DROP TABLE tickets;',
    finding: { code: 'check-failed', at: 'ticket_numbres', says: 'ticket_numbres' },
  },
];
