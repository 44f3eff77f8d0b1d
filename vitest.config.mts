import { defineConfig } from 'vitest/config';

// "unit" needs no server; "servers" starts PostgreSQL, MySQL and MariaDB once for the whole run; "ui" opens VS Code in a
// browser, after the others and one editor at a time: two of them on a small machine only wait for each other.

// A crowded build machine starts a server late or loses a click now and then. What needed a second try is listed as such.
// Where one wrong end in a thousand counts, in server/test/crash, the suites allow none.
const retry = process.env.CI ? 1 : 0;

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
          retry,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'ui',
          include: ['e2e/ui/**/*.test.ts'],
          globalSetup: ['e2e/ui/globalSetup.ts'],
          maxWorkers: 1,
          retry,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
