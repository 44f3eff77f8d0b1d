import { afterEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../crash/fingerprint.ts';
import { connectRaw, databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

const base = `-- migrate:up
CREATE TABLE kept (id INTEGER PRIMARY KEY, v INTEGER, w INTEGER);
INSERT INTO kept VALUES (1, 1, 1);
CREATE INDEX kept_w ON kept (w);
CREATE MATERIALIZED VIEW seen AS SELECT id, v FROM kept;
`;
const first = 'CREATE TABLE made (id INTEGER PRIMARY KEY)';
const last = 'CREATE TABLE more (id INTEGER PRIMARY KEY)';

/** A statement that is broken off while it waits for an older snapshot, and what it leaves. */
interface BrokenOff {
  readonly name: string;
  readonly statement: string;
  readonly index: string;
  /** What `resume` runs before the statement itself. */
  readonly clearing: readonly string[];
}

const cases: readonly BrokenOff[] = [
  {
    name: 'create index',
    statement: 'CREATE INDEX CONCURRENTLY kept_v ON kept (v)',
    index: 'kept_v',
    clearing: ['DROP INDEX CONCURRENTLY kept_v'],
  },
  {
    name: 'create unique index if not exists',
    statement: 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS kept_v ON kept (v)',
    index: 'kept_v',
    clearing: ['DROP INDEX CONCURRENTLY kept_v'],
  },
  {
    name: 'index of a materialized view',
    statement: 'CREATE UNIQUE INDEX CONCURRENTLY seen_id ON seen (id)',
    index: 'seen_id',
    clearing: ['DROP INDEX seen_id'],
  },
  {
    name: 'drop index',
    statement: 'DROP INDEX CONCURRENTLY kept_w',
    index: 'kept_w',
    clearing: [],
  },
  {
    name: 'reindex',
    statement: 'REINDEX INDEX CONCURRENTLY kept_w',
    index: 'kept_w_ccnew',
    clearing: ['DROP INDEX CONCURRENTLY kept_w_ccnew'],
  },
];

describe.each(databases.filter(({ dialect }) => dialect === 'postgres'))(
  '$name: invalid indexes',
  (database) => {
    let project: Project;
    afterEach(() => project.drop());

    const invalid = () =>
      project.rows(
        'select c.relname as name from pg_index join pg_class c on c.oid = indexrelid where not indisvalid',
      );
    const up = (...statements: readonly string[]) =>
      `-- migrate:up transaction:false\n${statements.map((one) => `${one};\n`).join('')}`;

    /** Runs `up` until the statement waits for a snapshot that another session holds, then ends its session. */
    async function breakOff(statement: string): Promise<void> {
      project.write({ '2_index.sql': up(first, statement, last) });
      const holder = await connectRaw(project.url);
      await holder.query('begin isolation level repeatable read; select * from kept; select * from seen');
      const run = project.migrator.up();
      const waiting = `from pg_stat_activity where datname = current_database() and query like '% CONCURRENTLY %' and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;
      while ((await invalid()).length === 0 || (await project.rows(`select pid ${waiting}`)).length === 0);
      await project.rows(`select pg_terminate_backend(pid) ${waiting}`);
      expect((await run).failed!.error.code).toBe('connection-lost');
      await holder.close();
    }

    test.each(cases)(
      'A1 A3 $name broken off: the index is named, and recover and resume both make it whole',
      async ({ statement, index, clearing }) => {
        project = await createProject(database, { '1_base.sql': base });
        await project.migrator.up();
        const before = await fingerprint(project.url, database.dialect);
        await breakOff(statement);
        expect(await invalid()).toEqual([{ name: index }]);
        const { warnings } = await project.migrator.status();
        expect(warnings.map(({ message }) => message).join()).toContain(`The index ${index} is INVALID now`);
        await project.migrator.recover();
        expect(await fingerprint(project.url, database.dialect)).toBe(before);
        expect(await project.states()).toBe('1 applied, 2 pending');

        await breakOff(statement);
        const dry = await project.migrator.resume({ dryRun: true });
        expect(dry.plan.flatMap(({ statements }) => statements)).toEqual([...clearing, statement, last]);
        expect((await project.migrator.resume()).failed).toBeNull();
        expect(await invalid()).toEqual([]);
        expect(await project.states()).toBe('1 applied, 2 applied');
      },
    );

    test('A3 a unique index that met duplicates after rows were changed is named, and resume builds it anew', async () => {
      project = await createProject(database, { '1_base.sql': base });
      await project.migrator.up();
      const change = 'INSERT INTO kept VALUES (2, 1, 2)';
      const build = 'CREATE UNIQUE INDEX CONCURRENTLY kept_v ON kept (v)';
      project.write({ '2_index.sql': up(change, build) });
      const { failed } = await project.migrator.up();
      expect(failed!.error.details.others![0]!.message).toContain('The index kept_v is INVALID now');
      await project.sql('update kept set v = id');
      expect((await project.migrator.resume()).failed).toBeNull();
      expect(await invalid()).toEqual([]);
      expect(
        await project.rows("select indexname as name from pg_indexes where indexname = 'kept_v'"),
      ).toHaveLength(1);
    });
  },
);
