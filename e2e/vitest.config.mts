import { defineConfig } from 'vitest/config';

// One editor at a time: two of them on a small machine only wait for each other.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['ui/**/*.test.ts'],
    globalSetup: ['ui/globalSetup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
