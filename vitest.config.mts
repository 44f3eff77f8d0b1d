import { defineConfig } from 'vitest/config';

// "unit" needs no server; "servers" starts PostgreSQL, MySQL and MariaDB once for the whole run.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['server/src/**/*.test.ts', 'client/test/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'servers',
          include: ['server/test/**/*.test.ts'],
          globalSetup: ['server/test/servers/globalSetup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
