import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { createProject, errorOf, type Project } from './project.ts';

const cli = join(import.meta.dirname, '../../../dist/cli.js');

const one = '-- migrate:up\nCREATE TABLE m1 (id INTEGER PRIMARY KEY);\n-- migrate:down\nDROP TABLE m1;\n';
const two =
  '-- migrate:up\nCREATE TABLE m2 (id INTEGER PRIMARY KEY);\nINSERT INTO m2 VALUES (1);\n-- migrate:down\nDROP TABLE m2;\n';
const twoBroken = two.replace('VALUES (1)', 'VALUES (1, 2, 3)');
const three = '-- migrate:up\nCREATE TABLE m3 (id INTEGER PRIMARY KEY);\n-- migrate:down\nDROP TABLE m3;\n';

/** Runs the command line in a process of its own; gives its exit code and what it wrote. */
function migrate(
  project: Project,
  ...args: readonly string[]
): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    [cli, ...args, '--database', project.url, '--dir', project.directory],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

describe.each(databases)('$name: safety', (database) => {
  let project: Project;
  afterEach(() => project.drop());

  test('F F2 U3 a failing second migration leaves the first only; the same command goes on after the repair', async () => {
    project = await createProject(database, {
      '1_one.sql': one,
      '2_two.sql': twoBroken,
      '3_three.sql': three,
    });
    expect((await migrate(project, 'up')).code).toBe(1);
    expect(await project.tables()).toEqual(['m1']);
    project.write({ '2_two.sql': two });
    expect(await migrate(project, 'up')).toMatchObject({ code: 0 });
    expect(await project.tables()).toEqual(['m1', 'm2', 'm3']);
  });

  test('M H3 an edited applied file is refused by name with a way out', async () => {
    project = await createProject(database, { '1_one.sql': one });
    await migrate(project, 'up');
    project.write({ '1_one.sql': `${one}-- edited\n`, '2_two.sql': two });
    const { code, output } = await migrate(project, 'up');
    expect(code).toBe(4);
    expect(output).toContain('1_one');
    expect(output).toContain('migrate repair 1');
    expect(await project.tables()).toEqual(['m1']);
  });

  test('E D6 a file with other line ends only is no change', async () => {
    project = await createProject(database, { '1_one.sql': one });
    await migrate(project, 'up');
    project.write({ '1_one.sql': one.replaceAll('\n', '\r\n') });
    expect(await migrate(project, 'up')).toMatchObject({ code: 0 });
  });

  test('D H4 a deleted applied file is reported as missing', async () => {
    project = await createProject(database, { '1_one.sql': one, '2_two.sql': two });
    await migrate(project, 'up');
    project.write({ '1_one.sql': null });
    const { code, output } = await migrate(project, 'status');
    expect(code).toBe(0);
    expect(output).toMatch(/^1 +one +missing/m);
    expect((await errorOf(project.migrator.down({ count: 2 }))).code).toBe('missing-file');
  });

  test('O H5 a migration that comes after a later one was applied is never passed over in silence', async () => {
    project = await createProject(database, { '1_one.sql': one, '3_three.sql': three });
    await migrate(project, 'up');
    project.write({ '2_two.sql': two });
    const { code, output } = await migrate(project, 'up');
    expect(code).toBe(0);
    expect(output).toContain('out of order');
    expect(await project.tables()).toEqual(['m1', 'm2', 'm3']);
  });

  test.each([4, 16])(
    'C U6 %i simultaneous up on an empty database all end well, each migration exactly once',
    async (processes) => {
      project = await createProject(database);
      const files = Array.from({ length: 20 }, (_, index): [string, string] => {
        const sql =
          index === 0 ? 'CREATE TABLE counted (n INTEGER)' : `INSERT INTO counted VALUES (${index})`;
        return [`${index + 1}_step.sql`, `-- migrate:up\n${sql};\n-- migrate:down\nDELETE FROM counted;\n`];
      });
      project.write(Object.fromEntries(files));
      const runs = await Promise.all(Array.from({ length: processes }, () => migrate(project, 'up')));
      expect(runs.filter(({ code }) => code !== 0)).toEqual([]);
      const applied = runs.flatMap(({ output }) => output.match(/^Applying .* done/gm) ?? []);
      expect(applied).toHaveLength(20);
      const rows = await project.rows('select n from counted order by n');
      expect(rows.map(({ n }) => Number(n))).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
    },
  );
});
