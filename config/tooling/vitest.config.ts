import { defineConfig } from 'vitest/config';

// oxlint-disable-next-line import/no-default-export -- vitest takes its configuration from there
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // Only against what hangs: how fast a machine is, is no matter of tests.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Tests that run side by side in one file mostly wait for real processes.
    maxConcurrency: 4,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { extends: true, test: { name: 'integration', include: ['test/integration/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/e2e/require-programs.ts', 'test/support/e2e/build-once.ts'],
        },
      },
    ],
  },
});
