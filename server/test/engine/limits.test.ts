import { afterEach, describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/index.ts';
import { connectRaw, databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

const onServers = databases.filter(({ dialect }) => dialect !== 'sqlite');
const waiting = (directives: string) =>
  `-- migrate:up\n${directives}\nALTER TABLE busy ADD COLUMN more INTEGER;\n-- migrate:down\nALTER TABLE busy DROP COLUMN more;\n`;

describe.each(onServers)('$name: limits', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  test('A2 a statement that loses the wait for a table lock is tried again, and then fails with a way out', async () => {
    project = await createProject(database, {
      '1_busy.sql': '-- migrate:up\nCREATE TABLE busy (id INTEGER);\nINSERT INTO busy VALUES (1);\n',
    });
    await project.migrator.up();
    project.write({ '2_waits.sql': `-- migrate:lock-timeout 1s\n-- migrate:retry 2\n${waiting('')}` });
    const other = await connectRaw(project.url);
    const events: EngineEvent[] = [];
    try {
      await other.query('begin');
      await other.query('select * from busy');
      const result = await project.migrator.up({ onEvent: (event) => events.push(event) });
      expect(result.failed!.error.code).toBe('statement-failed');
      expect(result.failed!.error.details.hint).toMatch(/lock/);
      expect(events.filter(({ type }) => type === 'statementRetried')).toHaveLength(2);
      expect(await project.states()).toBe('1 applied, 2 pending');
    } finally {
      await other.query('rollback');
      await other.close();
    }
    expect((await project.migrator.up()).failed).toBeNull();
  });

  test('A2 a statement that is over its time fails and is taken back', async () => {
    const slow = {
      postgres: 'SELECT pg_sleep(20)',
      mysql: 'SELECT SLEEP(20) FROM t',
    }[database.dialect as 'postgres' | 'mysql'];
    project = await createProject(database, {
      '1_slow.sql': `-- migrate:statement-timeout 500ms\n-- migrate:up\nCREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);\n${slow};\nCREATE TABLE u (id INTEGER);\n-- migrate:down\nDROP TABLE u;\nDROP TABLE t;\n`,
    });
    const result = await project.migrator.up();
    expect(result.failed!.error.code).toBe('statement-failed');
    expect(await project.states()).toBe('1 pending');
    expect(await project.tables()).toEqual([]);
  });

  test('U6 a cancelled run leaves nothing behind: no lock, no part of the open migration', async () => {
    const slow = { postgres: 'SELECT pg_sleep(30)', mysql: 'SELECT SLEEP(30)' }[
      database.dialect as 'postgres' | 'mysql'
    ];
    project = await createProject(database, {
      '1_slow.sql': `-- migrate:up\nCREATE TABLE t (id INTEGER);\n${slow};\nCREATE TABLE u (id INTEGER);\n-- migrate:down\nDROP TABLE u;\nDROP TABLE t;\n`,
    });
    const stop = new AbortController();
    const up = project.migrator.up({
      signal: stop.signal,
      onEvent: (event) => event.type === 'statementDone' && event.statement.index === 0 && stop.abort(),
    });
    const result = await up;
    expect(result.failed!.error.code).toBe('cancelled');
    expect(await project.tables()).toEqual([]);
    expect(await project.states()).toBe('1 pending');
    project.write({
      '1_slow.sql': '-- migrate:up\nCREATE TABLE t (id INTEGER);\n-- migrate:down\nDROP TABLE t;\n',
    });
    expect((await project.with({ lockTimeoutMs: 3000 }).up()).failed).toBeNull();
  });
});
