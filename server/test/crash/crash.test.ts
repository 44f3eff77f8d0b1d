import { beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { type Reference, reference, runScenario, tell } from './matrix.ts';
import { scenarios } from './scenarios.ts';

/** `npm run test:crash` tries every point; the suite every few, another one each. */
const stride = Number(process.env.CRASH_STRIDE ?? 13);

describe.each(databases)('$name: a killed client', { retry: 0 }, (database) => {
  let states: Reference;
  beforeAll(async () => {
    states = await reference(database);
  });

  test.each(scenarios)(
    'A1 A3 $name: history and schema agree after a kill at any point',
    async (scenario) => {
      const points = await runScenario(database, scenario, states, { stride });
      tell(`${database.name.padEnd(11)} ${scenario.name.padEnd(10)}`, points);
      expect(points.length).toBeGreaterThan(0);
      expect(points.filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
    },
    7_200_000,
  );
});
