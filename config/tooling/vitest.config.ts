import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { browserAssets } from './rolldown.config.ts';
import { storesInMemory } from '../../test/support/stores-in-memory.ts';

/** By default one core is left idle: half of a machine with two. */
const ALL_CORES = { maxWorkers: '100%' };

const BROWSER_TESTS = 'test/e2e/http/*pages.test.ts';

// oxlint-disable-next-line import/no-default-export -- vitest takes its configuration from there
export default defineConfig({
  plugins: [browserAssets()],
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // Only against what hangs: how fast a machine is, is no matter of tests.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Files of one worker share its modules: to load them anew for each took longer than most of the tests.
    isolate: false,
    // Tests that run side by side in one file mostly wait for real processes.
    maxConcurrency: 4,
    env: storesInMemory,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...ALL_CORES },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          ...ALL_CORES,
        },
      },
      endToEnd({ name: 'e2e', include: ['test/e2e/**/*.test.ts'], exclude: [BROWSER_TESTS] }),
      // Chromium gives up what it loads when a test of the image makes a network interface.
      endToEnd({ name: 'browser', include: [BROWSER_TESTS], sequence: { groupOrder: 1 } }),
    ],
  },
});

/** Tests of the real program: they need programs beside Node, and what is built. */
function endToEnd(test: NonNullable<TestProjectInlineConfiguration['test']>): TestProjectInlineConfiguration {
  const globalSetup = ['test/support/e2e/require-programs.ts', 'test/support/e2e/build-once.ts'];
  return { extends: true, test: { ...test, globalSetup, ...ALL_CORES } };
}
