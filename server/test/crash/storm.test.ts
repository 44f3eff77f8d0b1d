import { describe, expect, test } from 'vitest';
import { createProject } from '../engine/project.ts';
import { databases } from '../servers/testDatabases.ts';
import { fingerprint } from './fingerprint.ts';
import { runKilled } from './killed.ts';
import { reference } from './matrix.ts';
import { migrations } from './scenarios.ts';

/** Seconds of the storm; `npm run test:crash` takes two minutes. */
const seconds = Number(process.env.STORM_SECONDS ?? 5);
const processes = 16;
const commands = [['up'], ['down'], ['up'], ['down', '2'], ['up', '1'], ['fresh', '--confirm'], ['redo']];

describe.each(databases)('$name: a storm', { retry: 0 }, (database) => {
  test(
    `U6 ${processes} processes of up, down, redo and fresh at once: history and schema agree in the end`,
    async () => {
      const states = await reference(database);
      const project = await createProject(database, migrations(database.dialect));
      try {
        await project.migrator.up();
        const end = performance.now() + seconds * 1000;
        const at = { url: project.url, fileBased: database.dialect === 'sqlite' };
        const outcomes = new Map<string, number>();
        const worker = async (first: number) => {
          for (let turn = first; performance.now() < end; turn++) {
            const { code, output } = await runKilled(
              [...commands[turn % commands.length]!, '--dir', project.directory],
              at,
              null,
            );
            const told = code === 0 ? 'done' : (/error\[([\w-]+)\]/.exec(output)?.[1] ?? `exit ${code}`);
            outcomes.set(told, (outcomes.get(told) ?? 0) + 1);
          }
        };
        await Promise.all(Array.from({ length: processes }, (_, index) => worker(index)));
        console.log(`${database.name}: ${JSON.stringify(Object.fromEntries(outcomes))}`);
        const { migrations: found } = await project.migrator.status();
        const applied = found.filter(({ record }) => record !== null).map(({ version }) => version);
        const actual = (await fingerprint(project.url, database.dialect)).split('\n');
        expect({ applied, schema: actual }).toEqual({
          applied,
          schema: states.get(applied.join())?.split('\n'),
        });
        expect([...outcomes.keys()].filter((told) => told !== 'done')).toEqual([]);
      } finally {
        await project.drop();
      }
    },
    seconds * 1000 + 120_000,
  );
});
