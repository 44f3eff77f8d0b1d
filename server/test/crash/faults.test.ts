import { afterAll, describe, expect, test } from 'vitest';
import { createProject } from '../engine/project.ts';
import { databases } from '../servers/testDatabases.ts';
import { fingerprint } from './fingerprint.ts';

/** What stands before the migration. */
const schema = `
create table users (id int primary key auto_increment, name varchar(40) not null default 'x', email varchar(80), key users_email (email)) comment 'people';
create table orders (id int primary key, user_id int, total decimal(10,2), note varchar(20), key orders_user (user_id), constraint orders_users foreign key (user_id) references users (id) on delete cascade);
create table empty_one (id int primary key, old int);
create view names as select id, name from users;
create trigger users_trim before insert on users for each row set new.name = trim(new.name);
create procedure touch() update users set name = name;
insert into users (id, name, email) values (1, 'Ada', 'a@x'), (2, 'Grace', 'g@x');
insert into orders values (1, 1, 10.50, 'n'), (2, 2, 3.25, null);
`;

/** Kinds of statements; `lossless` false: once it ran and was committed, something is gone for good. */
const kinds: readonly { readonly name: string; readonly sql: string; readonly lossless: boolean }[] = [
  {
    name: 'create table',
    sql: 'CREATE TABLE made (id INT PRIMARY KEY, v VARCHAR(9) DEFAULT "a;b")',
    lossless: true,
  },
  {
    name: 'create table with foreign key',
    sql: 'CREATE TABLE made_fk (id INT PRIMARY KEY, u INT, FOREIGN KEY (u) REFERENCES users (id))',
    lossless: true,
  },
  { name: 'create table as select', sql: 'CREATE TABLE copied AS SELECT * FROM users', lossless: false },
  {
    name: 'add column',
    sql: "ALTER TABLE users ADD COLUMN phone VARCHAR(20) NOT NULL DEFAULT '' COMMENT 'c' AFTER id",
    lossless: true,
  },
  { name: 'drop column', sql: 'ALTER TABLE orders DROP COLUMN note', lossless: false },
  { name: 'drop column of an empty table', sql: 'ALTER TABLE empty_one DROP COLUMN old', lossless: true },
  {
    name: 'widen a type',
    sql: "ALTER TABLE users MODIFY name VARCHAR(200) NOT NULL DEFAULT 'x'",
    lossless: true,
  },
  { name: 'change a default', sql: "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'y'", lossless: true },
  { name: 'rename a column', sql: 'ALTER TABLE users RENAME COLUMN email TO mail', lossless: true },
  { name: 'rename a table', sql: 'RENAME TABLE empty_one TO renamed_one', lossless: true },
  { name: 'rename a filled table', sql: 'ALTER TABLE orders RENAME TO purchases', lossless: true },
  { name: 'create index', sql: 'CREATE INDEX users_name ON users (name(10))', lossless: true },
  { name: 'create unique index', sql: 'CREATE UNIQUE INDEX users_mail ON users (email)', lossless: true },
  { name: 'drop index', sql: 'DROP INDEX users_email ON users', lossless: true },
  { name: 'drop foreign key', sql: 'ALTER TABLE orders DROP FOREIGN KEY orders_users', lossless: true },
  { name: 'add check', sql: 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)', lossless: true },
  { name: 'table comment', sql: "ALTER TABLE users COMMENT = 'persons'", lossless: true },
  {
    name: 'create view',
    sql: 'CREATE VIEW totals AS SELECT user_id, sum(total) AS s FROM orders GROUP BY user_id',
    lossless: true,
  },
  { name: 'drop view', sql: 'DROP VIEW names', lossless: true },
  { name: 'replace view', sql: 'CREATE OR REPLACE VIEW names AS SELECT name FROM users', lossless: true },
  { name: 'drop trigger', sql: 'DROP TRIGGER users_trim', lossless: true },
  { name: 'create procedure', sql: 'CREATE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END', lossless: true },
  { name: 'drop procedure', sql: 'DROP PROCEDURE touch', lossless: true },
  { name: 'drop table', sql: 'DROP TABLE orders', lossless: false },
  { name: 'drop empty table', sql: 'DROP TABLE empty_one', lossless: true },
  { name: 'truncate', sql: 'TRUNCATE TABLE orders', lossless: false },
  { name: 'insert', sql: "INSERT INTO users (name) VALUES ('Alan')", lossless: false },
  { name: 'update', sql: "UPDATE users SET name = 'z' WHERE id = 1", lossless: false },
];

const fillers = ['a', 'b', 'c', 'd'].map((name) => `CREATE TABLE filler_${name} (id INT PRIMARY KEY)`);
const failure = 'INSERT INTO nowhere VALUES (1)';
const isDml = (sql: string) => /^(INSERT|UPDATE)/.test(sql);

/** Five statements with the kind at the first place and the failure at `position` (0 to 4). */
function migration(
  sql: string,
  position: number,
): { readonly text: string; readonly ran: boolean; readonly committed: boolean } {
  const statements =
    position === 0
      ? [failure, sql, ...fillers.slice(0, 3)]
      : [sql, ...fillers.slice(0, position - 1), failure, ...fillers.slice(position - 1, 3)];
  const ran = position > 0;
  return {
    text: `-- migrate:up\n${statements.join(';\n')};\n`,
    ran,
    committed: ran && (!isDml(sql) || position > 1),
  };
}

describe.each(databases.filter(({ dialect }) => dialect === 'mysql'))('$name: faults', (database) => {
  const counts = { migrations: 0, takenBack: 0, incomplete: 0 };
  afterAll(() => console.log(`${database.name}: ${JSON.stringify(counts)}`));

  test.each(kinds.flatMap((kind) => [0, 1, 2, 3, 4].map((position) => ({ ...kind, position }))))(
    'A2 $name, failing at statement $position',
    async ({ sql, lossless, position }) => {
      const { text, committed } = migration(sql, position);
      const project = await createProject(database);
      try {
        for (const statement of schema.split(';\n').filter((part) => part.trim() !== ''))
          await project.sql(statement);
        await project.migrator.init();
        const before = await fingerprint(project.url, database.dialect);
        project.write({ '1_fails.sql': text });
        const result = await project.migrator.up();
        const states = await project.states();
        const after = await fingerprint(project.url, database.dialect);
        const incomplete = result.failed!.error.details.others?.find(({ code }) => code === 'incomplete');
        counts.migrations++;
        counts[incomplete === undefined ? 'takenBack' : 'incomplete']++;
        const found = {
          code: result.failed!.error.code,
          states,
          same: after === before,
          incomplete: incomplete !== undefined,
        };
        const whole = lossless || !committed;
        expect({ ...found, why: incomplete?.message }).toMatchObject({
          code: 'statement-failed',
          states: whole ? '1 pending' : '1 incomplete',
          same: whole,
          incomplete: !whole,
        });
      } finally {
        await project.drop();
      }
    },
  );
});
