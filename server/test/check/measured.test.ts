import { describe, expect, onTestFinished, test } from 'vitest';
import { createProject } from '../engine/project.ts';
import { databases, type TestDatabase } from '../servers/testDatabases.ts';
import { base } from './cases/case.ts';

interface Measure {
  readonly title: string;
  readonly statement: string;
  readonly locks?: readonly string[];
  readonly rewrites?: readonly string[];
  readonly algorithm?: string | null;
  readonly down?: string;
  readonly outside?: boolean;
}

const postgres: readonly Measure[] = [
  {
    title: 'a column',
    statement: 'ALTER TABLE users ADD COLUMN a integer',
    locks: ['AccessExclusive users'],
  },
  {
    title: 'a wider type',
    statement: 'ALTER TABLE users ALTER COLUMN age TYPE bigint',
    locks: ['AccessExclusive users'],
    rewrites: ['users', 'users_pkey'],
    down: 'ALTER TABLE users ALTER COLUMN age TYPE integer',
  },
  {
    title: 'a volatile default',
    statement: 'ALTER TABLE users ADD COLUMN r double precision DEFAULT random()',
    locks: ['AccessExclusive users'],
    rewrites: ['users', 'users_pkey'],
    down: 'ALTER TABLE users DROP COLUMN r',
  },
  {
    title: 'an index',
    statement: 'CREATE INDEX i ON users (age)',
    locks: ['Share users'],
    down: 'DROP INDEX i',
  },
  {
    title: 'a foreign key',
    statement: 'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id)',
    locks: ['ShareRowExclusive orders', 'ShareRowExclusive users'],
    down: 'ALTER TABLE orders DROP CONSTRAINT f',
  },
  {
    title: 'an index without blocking, outside a transaction',
    statement: 'CREATE INDEX CONCURRENTLY i ON users (age)',
    down: 'DROP INDEX i',
    outside: true,
  },
  {
    title: 'a column, outside a transaction',
    statement: 'ALTER TABLE users ADD COLUMN a integer',
    locks: ['AccessExclusive users'],
    outside: true,
  },
  { title: 'a new table', statement: 'CREATE TABLE n (id integer)', down: 'DROP TABLE n' },
];

const mysql: readonly Measure[] = [
  { title: 'a column', statement: 'ALTER TABLE users ADD COLUMN a INT', algorithm: 'INSTANT' },
  {
    title: 'an index',
    statement: 'CREATE INDEX i ON users (age)',
    algorithm: 'INPLACE',
    down: 'DROP INDEX i ON users',
  },
  {
    title: 'another type',
    statement: 'ALTER TABLE users MODIFY age VARCHAR(10)',
    algorithm: 'COPY',
    down: 'ALTER TABLE users MODIFY age INTEGER',
  },
  {
    title: 'an algorithm that is asked for',
    statement: 'ALTER TABLE users ADD COLUMN a INT, ALGORITHM=COPY',
    algorithm: 'COPY',
  },
  { title: 'a new table', statement: 'CREATE TABLE n (id INT)', algorithm: null, down: 'DROP TABLE n' },
];

const sqlite: readonly Measure[] = [
  { title: 'a column', statement: 'ALTER TABLE users ADD COLUMN a INTEGER', algorithm: null },
];

const measures: Readonly<Record<string, readonly Measure[]>> = { postgres, mysql, mariadb: mysql, sqlite };

function section(direction: string, text: string, outside: boolean): string {
  return `-- migrate:${direction}${outside ? ' transaction:false' : ''}\n${text};\n`;
}

async function measured(database: TestDatabase, { statement, down, outside = false }: Measure) {
  const back = down ?? 'ALTER TABLE users DROP COLUMN a';
  const project = await createProject(database, {
    '1_base.sql': `-- migrate:up\n${base.up}\n-- migrate:down\n${base.down}\n`,
    '2_case.sql': section('up', statement, outside) + section('down', back, outside),
  });
  onTestFinished(project.drop);
  const { diagnostics, migrations } = await project.migrator.check({ version: '2' });
  expect(diagnostics).toEqual([]);
  return migrations[0]!.statements[0]!;
}

describe.each(databases)('$name: what a statement does to others', (database) => {
  test.each(measures[database.dialect]!)('$title', async (measure) => {
    const { locks, rewrites, algorithm, durationMs, ...about } = await measured(database, measure);
    expect({
      statement: about.statement,
      line: about.line,
      locks: locks.map(({ relation, mode }) => `${mode} ${relation}`),
      rewrites,
      algorithm,
    }).toEqual({
      ...{ statement: measure.statement, line: 2 },
      ...{ locks: measure.locks ?? [], rewrites: measure.rewrites ?? [] },
      algorithm: measure.algorithm ?? null,
    });
    expect(durationMs).toBeGreaterThan(0);
  });
});
