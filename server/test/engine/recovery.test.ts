import { afterEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../crash/fingerprint.ts';
import { connectRaw, databases } from '../servers/testDatabases.ts';
import { createProject, errorOf, type Project } from './project.ts';

const base =
  '-- migrate:up\nCREATE TABLE kept (id INTEGER PRIMARY KEY, v INTEGER);\nINSERT INTO kept VALUES (1, 1);\n';

describe.each(databases)('$name: recovery', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  /** A section that cannot be rolled back here. */
  const section = (direction: 'up' | 'down', ...statements: readonly string[]) =>
    `-- migrate:${direction} transaction:false\n${statements.map((one) => `${one};\n`).join('')}`;
  const up = (...statements: readonly string[]) => section('up', ...statements);
  const down = section('down', 'DROP TABLE made');
  const make = 'CREATE TABLE made (id INTEGER PRIMARY KEY)';
  const fails = 'SELECT * FROM nowhere';

  test('A2 a failed section is taken back completely, and the same command goes on after the repair', async () => {
    project = await createProject(database, { '1_base.sql': base });
    await project.migrator.up();
    const before = await fingerprint(project.url, database.dialect);
    project.write({ '2_made.sql': up(make, 'ALTER TABLE kept ADD COLUMN w INTEGER', fails) + down });
    const { failed } = await project.migrator.up();
    expect(failed!.error.code).toBe('statement-failed');
    expect(await fingerprint(project.url, database.dialect)).toBe(before);
    expect(await project.states()).toBe('1 applied, 2 pending');
    project.write({ '2_made.sql': up(make) + down });
    expect((await project.migrator.up()).failed).toBeNull();
  });

  test('A4 a failed rollback ends fully applied again', async () => {
    project = await createProject(database, {
      '1_base.sql': base,
      '2_made.sql': up(make) + section('down', 'DROP TABLE made', fails),
    });
    await project.migrator.up();
    const before = await fingerprint(project.url, database.dialect);
    const { failed } = await project.migrator.down();
    expect(failed!.error.code).toBe('statement-failed');
    expect(await fingerprint(project.url, database.dialect)).toBe(before);
    expect(await project.states()).toBe('1 applied, 2 applied');
  });

  test('A3 what cannot be taken back is incomplete and listed; up, down and recover refuse; resume goes on', async () => {
    project = await createProject(database, { '1_base.sql': base });
    await project.migrator.up();
    const update = 'UPDATE kept SET v = 2';
    project.write({ '2_made.sql': up(update, make, fails) + down });
    const { failed } = await project.migrator.up();
    const [incomplete] = failed!.error.details.others!;
    expect(incomplete!.message).toContain(`1 (${update}), 2 (${make}`);
    expect(incomplete!.message).toContain('changed rows');
    const { warnings } = await project.migrator.status();
    expect(warnings.map(({ message }) => message).join()).toContain(`1 (${update})`);
    for (const command of [project.migrator.up, project.migrator.down]) {
      const error = await errorOf(command());
      expect(error).toMatchObject({ code: 'incomplete' });
      expect(error.details.hint).toMatch(/migrate resume.*migrate recover/);
    }
    expect((await errorOf(project.migrator.recover())).code).toBe('data-loss');
    project.write({ '2_made.sql': up('UPDATE kept SET v = 3', make) + down });
    expect((await errorOf(project.migrator.resume())).code).toBe('resume-changed');
    project.write({ '2_made.sql': up(update, make, 'INSERT INTO made VALUES (7)') + down });
    const dry = await project.migrator.resume({ dryRun: true });
    expect(dry.plan.map(({ statements }) => statements)).toEqual([['INSERT INTO made VALUES (7)']]);
    expect((await project.migrator.resume()).failed).toBeNull();
    expect(await project.rows('select id from made')).toHaveLength(1);
    expect(await project.states()).toBe('1 applied, 2 applied');
  });

  test('A2 rows of a temporary table are nothing that stays', async () => {
    project = await createProject(database, { '1_base.sql': base });
    await project.migrator.up();
    const before = await fingerprint(project.url, database.dialect);
    const temporary = ['CREATE TEMPORARY TABLE work (id INTEGER)', 'INSERT INTO work VALUES (1)'];
    project.write({ '2_made.sql': up(...temporary, make, fails) + down });
    expect((await project.migrator.up()).failed!.error.details.others ?? []).toEqual([]);
    expect(await fingerprint(project.url, database.dialect)).toBe(before);
    expect(await project.states()).toBe('1 applied, 2 pending');
  });

  test('A3 recover says what it would run, and with the loss accepted takes back what can be', async () => {
    project = await createProject(database, { '1_base.sql': base });
    await project.migrator.up();
    project.write({ '2_made.sql': up('UPDATE kept SET v = 2', make, fails) + down });
    await project.migrator.up();
    const dry = await project.migrator.recover({ dryRun: true, acceptDataLoss: true });
    expect(dry.plan.flatMap(({ statements }) => statements).join()).toMatch(/DROP TABLE .*made/);
    expect(await project.tables()).toContain('made');
    await project.migrator.recover({ acceptDataLoss: true });
    expect(await project.tables()).not.toContain('made');
    expect(await project.states()).toBe('1 applied, 2 pending');
  });

  test('A1 R6 a fresh that was broken off while it dropped: every command says so, and fresh just works', async () => {
    project = await createProject(database, { '1_base.sql': base });
    await project.migrator.up();
    await project.sql(
      "insert into schema_migrations_journal (entry, run, version, name, direction, state, checksum, total, position, position_done, started_at) values ('e', 'r', '', 'fresh', 'down', 'dropping', '', 0, -1, 0, '2026-01-01T00:00:00.000Z')",
    );
    for (const command of [project.migrator.up, project.migrator.down, project.migrator.recover]) {
      const error = await errorOf(command());
      expect(error.code).toBe('fresh-unfinished');
      expect(error.message).toContain('Still there: table kept');
    }
    const { warnings, broken } = await project.migrator.status();
    expect({ broken, codes: warnings.map(({ code }) => code) }).toMatchObject({
      broken: true,
      codes: expect.arrayContaining(['fresh-unfinished']),
    });
    expect((await project.migrator.fresh()).failed).toBeNull();
    expect((await project.migrator.up()).applied).toEqual([]);
    expect(await project.states()).toBe('1 applied');
  });
});

/** A virtual table that a section made before it failed, what fills it, and whether it is taken back at once. */
const virtualCases: readonly (readonly [string, readonly string[], 'pending' | 'incomplete'])[] = [
  ['empty', ['CREATE VIRTUAL TABLE search USING fts5(body)'], 'pending'],
  ['of another module', ["CREATE VIRTUAL TABLE search USING fts5vocab('words', 'row')"], 'pending'],
  [
    'over the rows of a table that stays',
    [
      'CREATE VIRTUAL TABLE search USING fts5(v, content=kept, content_rowid=id)',
      'CREATE TRIGGER kept_search AFTER INSERT ON kept BEGIN INSERT INTO search (rowid, v) VALUES (new.id, new.v); END',
    ],
    'pending',
  ],
  [
    'with rows of its own',
    ['CREATE VIRTUAL TABLE search USING fts5(body)', "INSERT INTO search VALUES ('words')"],
    'incomplete',
  ],
];

describe.each(databases.filter(({ dialect }) => dialect === 'sqlite'))(
  '$name: virtual tables',
  (database) => {
    test.each(virtualCases)(
      'A2 A3 one that is %s goes with its shadow tables',
      async (_what, made, state) => {
        const project = await createProject(database, {
          '1_base.sql': `${base}CREATE VIRTUAL TABLE words USING fts5(body);\n`,
        });
        try {
          await project.migrator.up();
          const before = await fingerprint(project.url, database.dialect);
          const statements = [...made, 'SELECT * FROM nowhere'].map((one) => `${one};\n`).join('');
          project.write({ '2_made.sql': `-- migrate:up transaction:false\n${statements}` });
          const { error } = (await project.migrator.up()).failed!;
          expect(error.code).toBe('statement-failed');
          expect(await project.states()).toBe(`1 applied, 2 ${state}`);
          if (state === 'incomplete') {
            expect(error.details.others![0]!.message).toContain(
              'the virtual table search, which it created, holds rows',
            );
            expect((await errorOf(project.migrator.recover())).code).toBe('data-loss');
            await project.migrator.recover({ acceptDataLoss: true });
          }
          expect(await project.states()).toBe('1 applied, 2 pending');
          expect(await fingerprint(project.url, database.dialect)).toBe(before);
          expect(await project.rows("select name from sqlite_schema where name like 'search%'")).toEqual([]);
        } finally {
          await project.drop();
        }
      },
    );
  },
);

describe.each(databases.filter(({ dialect }) => dialect === 'mysql'))('$name: hidden commits', (database) => {
  test('A1 a call that commits is in the journal; one that does not goes back with its transaction', async () => {
    const project = await createProject(database, { '1_base.sql': base });
    try {
      await project.migrator.up();
      await project.sql('create procedure alters() alter table kept add column w int');
      await project.sql('create procedure updates() update kept set v = 9');
      const before = await fingerprint(project.url, database.dialect);
      project.write({ '2_calls.sql': '-- migrate:up\nCALL updates();\nSELECT * FROM nowhere;\n' });
      await project.migrator.up();
      expect(await fingerprint(project.url, database.dialect)).toBe(before);
      expect(await project.states()).toBe('1 applied, 2 pending');
      project.write({ '2_calls.sql': '-- migrate:up\nCALL alters();\nSELECT * FROM nowhere;\n' });
      await project.migrator.up();
      expect(await project.states()).toBe('1 applied, 2 incomplete');
      await project.migrator.recover({ acceptDataLoss: true });
      expect(await fingerprint(project.url, database.dialect)).toBe(before);
    } finally {
      await project.drop();
    }
  });
});

describe.each(databases.filter(({ dialect }) => dialect !== 'sqlite'))('$name: a run at work', (database) => {
  test('A1 U6 what another run is at work on is told as that, and not to be resumed', async () => {
    const project = await createProject(database, { '1_base.sql': base });
    try {
      await project.migrator.up();
      project.write({
        '2_waits.sql':
          '-- migrate:up transaction:false\nCREATE TABLE made (id INTEGER PRIMARY KEY);\nALTER TABLE kept ADD COLUMN w INTEGER;\n',
      });
      const reader = await connectRaw(project.url);
      await reader.query('begin');
      await reader.query('select * from kept');
      const run = project.migrator.up();
      let told = '';
      while (!told.includes('2_waits')) {
        const { warnings } = await project.migrator.status();
        told = warnings
          .filter(({ code }) => code === 'incomplete')
          .map(({ message }) => message)
          .join();
      }
      expect(told).toMatch(/2_waits is being applied now: the migration lock is held by .*Wait for that run/);
      await reader.query('commit');
      await reader.close();
      expect((await run).failed).toBeNull();
      expect(await project.states()).toBe('1 applied, 2 applied');
    } finally {
      await project.drop();
    }
  });
});

/** What a section does to a table without transactions before it fails, and what is told of it. */
const untransactional = [
  {
    name: 'rows alone',
    statements: ['INSERT INTO kept (id, v) VALUES (2, 2)', 'INSERT INTO loose VALUES (1)'],
    told: 'statement 2 (INSERT INTO loose VALUES (1)) may have changed rows',
    stands: 'Its statements were rolled back.',
  },
  {
    name: 'a statement that fails at its second row',
    statements: ['INSERT INTO loose VALUES (1), (1)'],
    told: 'statement 1 (INSERT INTO loose VALUES (1), (1)) may have changed rows',
    stands: 'Its statements were rolled back.',
  },
  {
    name: 'rows after a schema change',
    statements: ['ALTER TABLE kept ADD COLUMN w INT', 'INSERT INTO loose VALUES (1)'],
    told: 'statement 2 (INSERT INTO loose VALUES (1)) may have changed rows',
    stands: 'this one stands: 1 (ALTER TABLE kept ADD COLUMN w INT)',
  },
];

describe.each(databases.filter(({ dialect }) => dialect === 'mysql'))(
  '$name: tables without transactions',
  (database) => {
    test.each(untransactional)(
      'A2 $name: what a rollback leaves is told, and nothing goes on over it',
      async ({ statements, told, stands }) => {
        const project = await createProject(database, { '1_base.sql': base });
        try {
          await project.migrator.up();
          await project.sql('create table loose (id int primary key) engine = MyISAM');
          const section = (parts: readonly string[]) =>
            `-- migrate:up\n${parts.map((one) => `${one};\n`).join('')}`;
          project.write({ '2_loose.sql': section([...statements, 'SELECT * FROM nowhere']) });
          const { failed } = await project.migrator.up();
          expect(failed!.error.details.others?.map(({ message }) => message).join()).toContain(told);
          expect(await project.rows('select id from kept')).toHaveLength(1);
          expect(await project.rows('select id from loose')).toHaveLength(1);
          const { warnings } = await project.migrator.status();
          const message = warnings.map((warning) => warning.message).join();
          expect(message).toContain(stands);
          expect(message).toContain('Rows that it changed in tables without transactions stay.');
          expect((await errorOf(project.migrator.up())).code).toBe('incomplete');
          expect((await errorOf(project.migrator.resume())).code).toBe('resume-changed');
          expect((await errorOf(project.migrator.recover())).code).toBe('data-loss');
          await project.sql('delete from loose');
          await project.migrator.recover({ acceptDataLoss: true });
          expect(await project.states()).toBe('1 applied, 2 pending');
          project.write({ '2_loose.sql': section(['INSERT INTO loose VALUES (1)']) });
          expect((await project.migrator.up()).failed).toBeNull();
        } finally {
          await project.drop();
        }
      },
    );
  },
);
