import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';
import { ABOUT_EITHER, ABOUT_SQLITE, OVER_POSTGRES } from './over-postgres.ts';
import { browserAssets } from './rolldown.config.ts';
import { storesInMemory } from '../../test/support/stores-in-memory.ts';

/** The tests of a kind. With `STORE=postgres`, only those of them whose stores can be there. */
const testsOf = (kind: 'unit' | 'integration') =>
  process.env['STORE'] === 'postgres'
    ? {
        include: OVER_POSTGRES.filter((files) => files.startsWith(`test/${kind}/`)),
        exclude: Object.keys({ ...ABOUT_SQLITE, ...ABOUT_EITHER }),
      }
    : { include: [`test/${kind}/**/*.test.ts`] };

/** Some tests wait for a server, a process or a limit: what one leaves of its core, another takes. */
const ONE_MORE_THAN_CORES = { maxWorkers: availableParallelism() + 1 };

/** Tests of the real program wait for it three quarters of their time. */
const MORE_THAN_CORES = { maxWorkers: 3 * availableParallelism(), sequence: { groupOrder: 1 } };

// oxlint-disable-next-line import/no-default-export -- vitest takes its configuration from there
export default defineConfig({
  plugins: [browserAssets()],
  root: new URL('../..', import.meta.url).pathname,
  test: {
    // These limits end what hangs. A slow or busy machine must not reach them.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    pool: 'forks',
    // Files of one worker share its modules: to load them anew for each took longer than most of the tests.
    isolate: false,
    // Tests that run side by side in one file mostly wait for real processes.
    maxConcurrency: 4,
    env: storesInMemory,
    setupFiles: ['test/support/property-seed.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'unit', ...testsOf('unit'), ...ONE_MORE_THAN_CORES },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          ...testsOf('integration'),
          ...ONE_MORE_THAN_CORES,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // They need programs beside Node, and what is built.
          globalSetup: ['test/support/e2e/require-programs.ts', 'test/support/e2e/build-once.ts'],
          ...MORE_THAN_CORES,
        },
      },
    ],
  },
});
