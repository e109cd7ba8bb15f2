import { defineConfig } from 'vitest/config';

// oxlint-disable-next-line import/no-default-export -- vitest takes its configuration from there
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    // Only against what hangs: how fast a machine is, is no matter of tests.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Tests that run side by side in one file mostly wait for real processes.
    maxConcurrency: 4,
  },
});
