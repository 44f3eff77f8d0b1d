import type { TestDialect } from '../servers/testDatabases.ts';

type Files = Readonly<Record<string, string>>;

/** What is killed, from which state, and where it must end. */
export interface Scenario {
  readonly name: 'up' | 'down' | 'multi-down' | 'fresh' | 'resume' | 'recover';
  readonly args: readonly string[];
  /** What is done before the command that is killed. `applied`: all migrations; `stopped`: one is incomplete. */
  readonly start: 'empty' | 'applied' | 'stopped' | 'interrupted';
  /** Versions applied in the end, when everything went on after the kill. */
  readonly goal: readonly string[];
}

export const versions = ['1', '2', '3'] as const;

export const scenarios: readonly Scenario[] = [
  { name: 'up', args: ['up'], start: 'empty', goal: ['1', '2', '3'] },
  { name: 'down', args: ['down'], start: 'applied', goal: ['1', '2'] },
  { name: 'multi-down', args: ['down', '2'], start: 'applied', goal: ['1'] },
  { name: 'fresh', args: ['fresh', '--confirm'], start: 'applied', goal: ['1', '2', '3'] },
  { name: 'resume', args: ['resume'], start: 'stopped', goal: ['1', '2', '3', '4'] },
  { name: 'recover', args: ['recover'], start: 'interrupted', goal: ['1', '2', '3'] },
];

/** Three migrations with rows, indexes and statements that need no transaction, as the dialect writes them. */
export function migrations(dialect: TestDialect): Files {
  const dropIndex = (name: string, table: string) =>
    dialect === 'mysql' ? `DROP INDEX ${name} ON ${table};` : `DROP INDEX ${name};`;
  const outside = {
    postgres: 'CREATE INDEX CONCURRENTLY users_name ON users (name);',
    mysql: 'CREATE INDEX users_name ON users (name);',
    sqlite: 'CREATE INDEX users_name ON users (name);',
  }[dialect];
  return {
    '1_base.sql': `-- migrate:up
CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40));
INSERT INTO users (id, name) VALUES (1, 'Ada; Lovelace'), (2, 'Grace');
-- migrate:down
DROP TABLE users;
`,
    '2_shape.sql': `-- migrate:up
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL);
ALTER TABLE users ADD COLUMN email VARCHAR(80);
CREATE INDEX users_email ON users (email);
-- migrate:down
${dropIndex('users_email', 'users')}
ALTER TABLE users DROP COLUMN email;
DROP TABLE orders;
`,
    '3_outside.sql': `-- migrate:up transaction:false
CREATE TABLE audit (id INTEGER PRIMARY KEY);
${outside}
ALTER TABLE audit ADD COLUMN noted INTEGER;
-- migrate:down transaction:false
DROP TABLE audit;
${dropIndex('users_name', 'users')}
`,
  };
}

/** A fourth one that cannot be rolled back and fails at its third statement, and the same mended. */
export function broken(dialect: TestDialect): { readonly failing: Files; readonly mended: Files } {
  const directive = dialect === 'mysql' ? '' : ' transaction:false';
  const text = (third: string) => `-- migrate:up${directive}
UPDATE users SET name = 'changed' WHERE id = 2;
CREATE TABLE parts (id INTEGER PRIMARY KEY);
${third}
CREATE TABLE more_parts (id INTEGER PRIMARY KEY);
-- migrate:down${directive}
DROP TABLE more_parts;
DROP TABLE parts;
`;
  return {
    failing: { '4_broken.sql': text('INSERT INTO nowhere VALUES (1);') },
    mended: { '4_broken.sql': text('INSERT INTO parts (id) VALUES (7);') },
  };
}

/** A fourth one that cannot be rolled back, to be interrupted half-way; nothing in it loses data. */
export function interruptible(dialect: TestDialect): Files {
  const directive = dialect === 'mysql' ? '' : ' transaction:false';
  return {
    '4_interrupted.sql': `-- migrate:up${directive}
CREATE TABLE left_over (id INTEGER PRIMARY KEY);
ALTER TABLE orders ADD COLUMN note VARCHAR(20);
CREATE INDEX orders_note ON orders (note);
CREATE TABLE last_one (id INTEGER PRIMARY KEY);
-- migrate:down${directive}
DROP TABLE last_one;
`,
  };
}
