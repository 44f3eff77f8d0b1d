import { beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../servers/testDatabases.ts';
import { type Reference, reference, runScenario } from './matrix.ts';
import { scenarios } from './scenarios.ts';

/** `npm run test:crash` tries every point; the suite every few, another one each. */
const stride = Number(process.env.CRASH_STRIDE ?? 13);

describe.each(databases)('$name: a killed client', (database) => {
  let states: Reference;
  beforeAll(async () => {
    states = await reference(database);
  });

  test.each(scenarios)(
    'A1 A3 $name: history and schema agree after a kill at any point',
    async (scenario) => {
      const points = await runScenario(database, scenario, states, { stride });
      const count = (outcome: string) => points.filter((point) => point.outcome === outcome).length;
      console.log(
        `${database.name.padEnd(11)} ${scenario.name.padEnd(10)} points ${String(points.length).padStart(3)}  whole ${count('whole')}  taken back ${count('takenBack')}  resumed ${count('resumed')} (incomplete, rightly listed: ${points.filter(({ listed }) => listed).length})  fresh told ${count('halfDropped')}  wrong ${count('wrong')}`,
      );
      for (const point of points) if (point.outcome === 'wrong') console.log(JSON.stringify(point));
      expect(points.length).toBeGreaterThan(0);
      expect(points.filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
    },
    7_200_000,
  );
});
