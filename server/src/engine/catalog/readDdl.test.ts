import { expect, test } from 'vitest';
import { mariadbSyntax, mysqlSyntax, postgresSyntax, type SqlDialect, sqliteSyntax } from '../sql/index.ts';
import type { Effect } from './facts.ts';
import { readDdl } from './readDdl.ts';

/** An effect in one line: `addColumn users.phone VARCHAR(20)`. */
function line(effect: Effect): string {
  switch (effect.kind) {
    case 'createTable': {
      const columns = effect.columns?.map(
        ({ name, type, nullable, primaryKey, default: value }) =>
          `${name.name} ${type}${primaryKey ? ' pk' : nullable ? '' : ' notnull'}${value === null ? '' : `=${value}`}`,
      );
      const like = effect.like === null ? '' : ` like ${effect.like.key}`;
      return `createTable ${effect.table.key}(${columns?.join(', ') ?? '?'})${like}`;
    }
    case 'createView':
      return `createView ${effect.table.key}(${effect.columns?.map(({ name }) => name).join(', ') ?? '?'})`;
    case 'renameTable':
      return `renameTable ${effect.table.key} ${effect.to.key}`;
    case 'addColumn':
      return `addColumn ${effect.table.key}.${effect.column.name.name} ${effect.column.type}`;
    case 'dropColumn':
      return `dropColumn ${effect.table.key}.${effect.column.key}`;
    case 'renameColumn':
      return `renameColumn ${effect.table.key}.${effect.column.key} ${effect.to.key}`;
    case 'replaceColumn':
      return `replaceColumn ${effect.table.key}.${effect.column.key} ${effect.by.name.key} ${effect.by.type}`;
    case 'alterColumn':
      return `alterColumn ${effect.table.key}.${effect.column.key} ${Object.values(effect.change).join(' ')}`;
    case 'createIndex':
      return `createIndex ${effect.index?.key ?? '-'} ${effect.table.key}(${effect.columns.map(({ key }) => key).join(', ')})`;
    case 'dropIndex':
      return `dropIndex ${effect.index.key}`;
    case 'dropTable':
      return `dropTable ${effect.table.key}`;
    case 'addConstraint':
      return `addConstraint ${effect.table.key} ${effect.name?.name ?? '-'} ${effect.type}(${effect.columns.map(({ key }) => key).join(', ')})`;
    case 'createTrigger':
    case 'dropTrigger':
      return `${effect.kind} ${effect.trigger.key} ${effect.table?.key ?? '-'}`;
    case 'dropConstraint':
      return `dropConstraint ${effect.table.key} ${effect.name?.key ?? 'pk'}`;
    case 'unclear':
      return `unclear ${effect.table?.key ?? 'all'}`;
  }
}

const all = [postgresSyntax, mysqlSyntax, mariadbSyntax, sqliteSyntax];
const my = [mysqlSyntax, mariadbSyntax];
const pg = [postgresSyntax];
const cases: readonly (readonly [readonly SqlDialect[], string, readonly string[]])[] = [
  [
    all,
    'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL)',
    ['createTable users(id INTEGER pk, name VARCHAR(100) notnull)'],
  ],
  [
    all,
    'create table if not exists a (x int default 1, y text, primary key (x, y))',
    ['createTable a(x int pk=1, y text pk)'],
  ],
  [
    all,
    'CREATE TABLE t (amount DECIMAL(10, 2) DEFAULT (1 + 2), CHECK (amount > 0), CONSTRAINT u UNIQUE (amount))',
    ['createTable t(amount DECIMAL(10, 2)=(1 + 2))'],
  ],
  [all, 'CREATE TABLE t AS SELECT 1', ['createTable t(?)']],
  [
    all,
    'CREATE TABLE o (id int REFERENCES users (id) ON DELETE CASCADE, FOREIGN KEY (id) REFERENCES users (id))',
    ['createTable o(id int)'],
  ],
  [all, 'CREATE VIEW v (a, b) AS SELECT 1, 2', ['createView v(a, b)']],
  [all, 'CREATE VIEW v AS SELECT 1', ['createView v(?)']],
  [all, 'DROP TABLE IF EXISTS a, b', ['dropTable a', 'dropTable b']],
  [all, 'ALTER TABLE users RENAME TO people', ['renameTable users people']],
  [all, 'ALTER TABLE users RENAME COLUMN name TO full_name', ['renameColumn users.name full_name']],
  [all, 'ALTER TABLE users ADD COLUMN phone VARCHAR(20)', ['addColumn users.phone VARCHAR(20)']],
  [all, 'ALTER TABLE users ADD phone VARCHAR(20) NOT NULL', ['addColumn users.phone VARCHAR(20)']],
  [all, 'ALTER TABLE users DROP COLUMN phone', ['dropColumn users.phone']],
  [all, 'CREATE UNIQUE INDEX i ON users (email, id)', ['createIndex i users(email, id)']],
  [all, 'SELECT 1 FROM users', []],
  [all, 'INSERT INTO users VALUES (1)', []],
  [all, 'CREATE TABLE', []],
  [all, 'CREATE TABLE t (', ['createTable t()']],
  [all, 'CREATE TABLE t (a int, b', ['createTable t(a int, b )']],
  [all, 'ALTER TABLE t ADD', []],
  [all, ')', []],
  [
    pg,
    'CREATE TABLE "Users" ("Id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamp with time zone DEFAULT now() NOT NULL)',
    ['createTable Users(Id bigint pk, at timestamp with time zone notnull=now())'],
  ],
  [
    pg,
    'CREATE TABLE Users (Id serial, key text, index int)',
    ['createTable users(Id serial notnull, key text, index int)'],
  ],
  [
    pg,
    'CREATE TABLE audit.log (LIKE public.users INCLUDING ALL, at date)',
    ['createTable audit.log(at date) like users'],
  ],
  [pg, 'CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)', ['createTable p1() like p']],
  [
    pg,
    'ALTER TABLE ONLY public.users ALTER COLUMN a SET DATA TYPE bigint USING a::bigint, ALTER b DROP NOT NULL, ADD COLUMN IF NOT EXISTS c int',
    ['alterColumn users.a type bigint', 'alterColumn users.b nullable true', 'addColumn users.c int'],
  ],
  [
    pg,
    "ALTER TABLE users ALTER COLUMN a SET DEFAULT 'x', ALTER COLUMN a SET NOT NULL",
    ["alterColumn users.a default 'x'", 'alterColumn users.a nullable false'],
  ],
  [pg, 'ALTER TABLE a.users SET SCHEMA b', ['renameTable a.users b.users']],
  [pg, 'ALTER TABLE a.users RENAME TO people', ['renameTable a.users a.people']],
  [pg, 'ALTER TABLE users RENAME CONSTRAINT a TO b', []],
  [
    pg,
    'ALTER TABLE users ADD CONSTRAINT u UNIQUE (a), DROP CONSTRAINT v',
    ['addConstraint users u unique(a)', 'dropConstraint users v'],
  ],
  [
    pg,
    'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY users USING gin (lower(email), tags)',
    ['createIndex i users(tags)'],
  ],
  [pg, 'CREATE INDEX ON users (email)', ['createIndex - users(email)']],
  [pg, 'SELECT a INTO TEMP t FROM users', ['createTable t(?)']],
  [pg, 'DO $$ BEGIN END $$', ['unclear all']],
  [pg, 'DROP SCHEMA a CASCADE', ['unclear all']],
  [
    my,
    'CREATE TABLE `t` (`id` int unsigned NOT NULL AUTO_INCREMENT, `n` varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, PRIMARY KEY (`id`), KEY `k` (`n`), UNIQUE KEY u (n)) ENGINE=InnoDB',
    ['createTable t(id int unsigned pk, n varchar(5))'],
  ],
  [
    my,
    'ALTER TABLE t MODIFY COLUMN n varchar(9) NOT NULL, CHANGE a b int AFTER n, ADD INDEX i (n), DROP INDEX j, DROP PRIMARY KEY',
    [
      'replaceColumn t.n n varchar(9)',
      'replaceColumn t.a b int',
      'addConstraint t i index(n)',
      'dropIndex j',
      'dropConstraint t pk',
    ],
  ],
  [
    my,
    'ALTER TABLE t ADD (a int, b int), ADD COLUMN c int FIRST',
    ['addColumn t.a int', 'addColumn t.b int', 'addColumn t.c int'],
  ],
  [my, 'RENAME TABLE a TO b, c TO d', ['renameTable a b', 'renameTable c d']],
  [my, 'ALTER TABLE a RENAME b', ['renameTable a b']],
  [my, 'CREATE TABLE a LIKE b', ['createTable a() like b']],
  [
    my,
    'CREATE ALGORITHM = MERGE DEFINER = root@localhost SQL SECURITY DEFINER VIEW v AS SELECT 1',
    ['createView v(?)'],
  ],
  [
    [sqliteSyntax],
    'CREATE TABLE t (a, b TEXT, key INTEGER) STRICT',
    ['createTable t(a , b TEXT, key INTEGER)'],
  ],
  [[sqliteSyntax], 'CREATE TABLE [my table] ("Name" TEXT)', ['createTable my table(Name TEXT)']],
];

test.each(
  cases.flatMap(([dialects, sql, effects]) =>
    dialects.map((dialect) => [dialect.name, sql, dialect, effects] as const),
  ),
)('E11 what a statement does to tables: %s: %s', (_name, sql, dialect, effects) => {
  expect(readDdl(sql, dialect).map(line)).toEqual(effects);
});
