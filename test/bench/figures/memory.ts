import { ONCE, startBenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { startDaemonProcess, startReference } from '../measured-process.ts';
import { prepare } from './steady.ts';

const REPETITIONS = 5;
/** What start and first poll left behind has been collected by then, as far as V8 does so by itself. */
const REST_MS = 4_000;

/** Resident memory of an idle daemon with 100,000 jobs in its store, beside one without them (polling the same pages) and a bare process. */
export const memory: Figure = {
  name: 'memory',
  async measure(report) {
    await using full = await startBenchFixture();
    await using empty = await startBenchFixture();
    await prepare(full, '100,000');
    await prepare(empty, 'none');
    for (const fixture of [full, empty]) fixture.configure({ target: { schedule: ONCE } });
    const resident = { full: [] as number[], empty: [] as number[], bare: [] as number[] };
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      await using withJobs = startDaemonProcess(full.config);
      await using without = startDaemonProcess(empty.config);
      await using bare = startReference('bare');
      await bare.line('listening');
      await without.line('poll complete');
      await withJobs.line('poll complete');
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      resident.full.push(withJobs.memory().resident);
      resident.empty.push(without.memory().resident);
      resident.bare.push(bare.memory().resident);
    }
    const row = { what: 'idle with 100,000 jobs, RSS', unit: 'MiB', samples: resident.full };
    report({
      ...row,
      goal: { atMost: 110 },
      reference: { what: 'bare process, same libraries', samples: resident.bare },
    });
    report({
      ...row,
      goal: { aboveReference: 10 },
      reference: { what: 'the same polls without them', samples: resident.empty },
    });
  },
};
