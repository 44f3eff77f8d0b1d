import type { Case } from './case.ts';

export const postgresCases: readonly Case[] = [
  {
    title: 'an enum in use',
    up: "CREATE TYPE mood AS ENUM ('sad', 'ok');\nALTER TABLE users ADD COLUMN mood mood NOT NULL DEFAULT 'ok';",
    down: 'ALTER TABLE users DROP COLUMN mood;\nDROP TYPE mood;',
  },
  {
    title: 'an index built without blocking',
    up: '-- transaction:false\nCREATE INDEX CONCURRENTLY users_email ON users (email);',
    down: '-- transaction:false\nDROP INDEX CONCURRENTLY users_email;',
  },
  {
    title: 'a foreign key that is validated later',
    up: `ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_user_fk;`,
    down: 'ALTER TABLE orders DROP CONSTRAINT orders_user_fk;',
  },
  {
    title: 'a wider type and back',
    up: 'ALTER TABLE orders ALTER COLUMN total TYPE bigint;',
    down: 'ALTER TABLE orders ALTER COLUMN total TYPE integer;',
  },
  {
    title: 'a function with its trigger',
    up: `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := lower(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER users_touch BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch();`,
    down: 'DROP TRIGGER users_touch ON users;\nDROP FUNCTION touch();',
  },
  {
    title: 'a namespace, an identity and a comment',
    up: `CREATE SCHEMA audit;
CREATE TABLE audit.log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what jsonb NOT NULL DEFAULT '{}');
COMMENT ON TABLE audit.log IS 'who did what';`,
    down: 'DROP SCHEMA audit CASCADE;',
  },
  {
    title: 'row security',
    up: 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON users USING (id > 0);',
    down: 'DROP POLICY own ON users;\nALTER TABLE users DISABLE ROW LEVEL SECURITY;',
  },
  {
    title: 'a role of the server and its rights',
    up: 'CREATE ROLE switchback_check_reader;\nGRANT SELECT ON users TO switchback_check_reader;',
    down: 'REVOKE SELECT ON users FROM switchback_check_reader;\nDROP ROLE switchback_check_reader;',
  },
  {
    title: 'a column that must not be null on a table with rows',
    up: 'ALTER TABLE users ADD COLUMN code integer NOT NULL;',
    down: 'ALTER TABLE users DROP COLUMN code;',
    finding: { code: 'check-failed', at: 'code', says: '23502' },
  },
  {
    title: 'NOT NULL on a column with nulls',
    up: 'ALTER TABLE users ALTER COLUMN name SET NOT NULL;',
    down: 'ALTER TABLE users ALTER COLUMN name DROP NOT NULL;',
    finding: { code: 'check-failed', at: 'name' },
  },
  {
    title: 'a foreign key of another type',
    up: 'ALTER TABLE orders ADD COLUMN owner text REFERENCES users (id);',
    down: 'ALTER TABLE orders DROP COLUMN owner;',
    finding: {
      code: 'check-failed',
      at: 'ALTER TABLE orders ADD COLUMN owner text REFERENCES users (id)',
      says: '42804',
    },
  },
  {
    title: 'a view on a column that is not there',
    up: 'CREATE VIEW mails AS SELECT id, mail FROM users;',
    down: 'DROP VIEW mails;',
    finding: { code: 'check-failed', at: 'mail' },
  },
  {
    title: 'a type that is not there',
    up: 'CREATE TABLE places (id integer PRIMARY KEY, at geographie);',
    down: 'DROP TABLE places;',
    finding: { code: 'check-failed', at: 'geographie' },
  },
  {
    title: 'a down that forgets an index',
    up: 'CREATE INDEX users_age ON users (age);\nALTER TABLE users ADD COLUMN phone text;',
    down: 'ALTER TABLE users DROP COLUMN phone;',
    finding: { code: 'down-differs', at: 'ALTER TABLE users DROP COLUMN phone', says: 'users_age' },
  },
  {
    title: 'a down that forgets the type',
    up: "CREATE TYPE colour AS ENUM ('red');\nALTER TABLE users ADD COLUMN colour colour;",
    down: 'ALTER TABLE users DROP COLUMN colour;',
    finding: { code: 'down-differs', at: 'ALTER TABLE users DROP COLUMN colour', says: 'colour' },
  },
  {
    title: 'a new value of an enum that is used before it is committed',
    up: "CREATE TYPE size AS ENUM ('s');\nALTER TABLE users ADD COLUMN size size DEFAULT 'xl';",
    down: 'ALTER TABLE users DROP COLUMN size;\nDROP TYPE size;',
    finding: { code: 'check-failed', within: "ALTER TABLE users ADD COLUMN size size DEFAULT 'xl'" },
  },
  {
    title: 'an index built without blocking inside a transaction',
    up: 'CREATE INDEX CONCURRENTLY users_name ON users (name);',
    down: 'DROP INDEX users_name;',
    finding: { code: 'check-failed', at: 'CONCURRENTLY', says: '25001' },
  },
];
