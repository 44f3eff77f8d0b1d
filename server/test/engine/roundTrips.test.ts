import { afterEach, describe, expect, test } from 'vitest';
import { Migrator } from '../../src/engine/index.ts';
import { openWire } from '../crash/wire.ts';
import { databases } from '../servers/testDatabases.ts';
import { createProject, type Project } from './project.ts';

/** Messages of one `up` through a proxy that counts them. */
async function messagesOf(project: Project): Promise<number> {
  const url = new URL(project.url);
  const wire = await openWire({ host: url.hostname, port: Number(url.port) }, null);
  url.port = String(wire.port);
  try {
    const result = await new Migrator({ url: url.href, directory: project.directory }).up();
    expect(result.failed).toBeNull();
    return wire.sent();
  } finally {
    await wire.close();
  }
}

/** `count` migrations of `statements` DDL statements each. */
function migrations(count: number, statements: number, first: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, string] => {
      const version = first + index;
      const ddl = Array.from(
        { length: statements },
        (_, at) => `CREATE TABLE t${version}_${at} (id INTEGER);`,
      );
      return [`${version}_step.sql`, `-- migrate:up\n${ddl.join('\n')}\n`];
    }),
  );
}

const onServers = databases.filter(({ dialect }) => dialect !== 'sqlite');

describe.each(onServers)('$name: round trips', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  test('U3 one message for several migrations where DDL is transactional, at most two a statement elsewhere', async () => {
    project = await createProject(database, migrations(1, 10, 1));
    await project.migrator.init();
    const one = await messagesOf(project);
    project.write(migrations(5, 10, 100));
    const five = await messagesOf(project);
    project.write(migrations(5, 20, 200));
    const long = await messagesOf(project);
    if (database.dialect === 'postgres') {
      expect(five - one).toBe(0);
      expect(long - five).toBe(0);
    } else {
      // The snapshot and the record are a constant for each migration; ten statements more are at most twenty messages.
      expect((long - five) / 5 / 10).toBeLessThanOrEqual(2);
    }
  });

  test('U3 a migration of DML alone is one message a statement', async () => {
    project = await createProject(database, {
      '1_table.sql': '-- migrate:up\nCREATE TABLE t (id INTEGER);\n',
    });
    await project.migrator.up();
    const inserts = (count: number) => `-- migrate:up\n${'INSERT INTO t VALUES (1);\n'.repeat(count)}`;
    project.write({ '2_ten.sql': inserts(10) });
    const ten = await messagesOf(project);
    project.write({ '3_thirty.sql': inserts(30) });
    expect((await messagesOf(project)) - ten).toBe(database.dialect === 'postgres' ? 0 : 20);
  });
});
