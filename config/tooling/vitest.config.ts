import { defineConfig } from 'vitest/config';

// oxlint-disable-next-line import/no-default-export -- vitest takes its configuration from there
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Tests that run side by side in one file mostly wait for real processes.
    maxConcurrency: 4,
  },
});
