import { describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { reference, runScenario, tell } from './matrix.ts';
import { scenarios } from './scenarios.ts';

const stride = Number(process.env.CRASH_STRIDE ?? 13);
const tried = scenarios.filter(({ name }) => name === 'up' || name === 'multi-down');

describe.each(databases.filter(({ dialect }) => dialect !== 'sqlite'))(
  '$name: a cut connection',
  { retry: 0 },
  (database) => {
    test.each(tried)(
      'A1 $name: history and schema agree when the connection is cut and the process lives on',
      async (scenario) => {
        const states = await reference(database);
        const points = await runScenario(database, scenario, states, { stride, wireOnly: true });
        tell(`${database.name.padEnd(11)} cut ${scenario.name.padEnd(10)}`, points);
        expect(points.length).toBeGreaterThan(0);
        expect(points.filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
      },
      7_200_000,
    );
  },
);
