import { describe, expect, test } from 'vitest';
import { databases, query, type TestDialect } from '../servers/testDatabases.ts';
import { reference, runScenario, tell } from './matrix.ts';
import { scenarios } from './scenarios.ts';

/** `npm run test:crash` tries every point. */
const stride = Number(process.env.CRASH_STRIDE ?? 41);
const tried = scenarios.filter(({ name }) => name === 'up' || name === 'multi-down' || name === 'recover');

/** What the server says of sessions of ours that are still there, or of locks that they left. */
const leftOver: Readonly<Record<TestDialect, string | null>> = {
  postgres:
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'switchback'",
  mysql: 'select id from information_schema.processlist where db = database() and id <> connection_id()',
  sqlite: null,
};

describe.each(databases)('$name: Ctrl-C', { retry: 0 }, (database) => {
  test.each(tried)(
    'U6 $name: SIGINT and SIGTERM at any point leave history and schema whole, and no session',
    async (scenario) => {
      const states = await reference(database);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        const points = await runScenario(database, scenario, states, {
          stride: signal === 'SIGINT' ? stride : stride * 2,
          signal,
          after: async (url) => {
            const look = leftOver[database.dialect];
            if (look === null) return null;
            // A server takes note of a closed connection a moment later.
            for (let tries = 0; tries < 500; tries++) if ((await query(url, look)).length === 0) return null;
            return `sessions are left: ${JSON.stringify(await query(url, look))}`;
          },
        });
        tell(`${database.name.padEnd(11)} ${signal} ${scenario.name.padEnd(10)}`, points);
        expect(points.length).toBeGreaterThan(0);
        expect(points.filter(({ outcome }) => outcome === 'wrong')).toEqual([]);
      }
    },
    7_200_000,
  );
});
