import { ONCE, startBenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { startDaemonProcess, startReference, type MeasuredProcess } from '../measured-process.ts';
import { prepare } from './steady.ts';

const REPETITIONS = 9;

/** From spawning a process until it listens, with 100,000 jobs in its store. */
export const start: Figure = {
  name: 'start',
  async measure(report) {
    await using full = await startBenchFixture();
    await using empty = await startBenchFixture();
    await prepare(full);
    for (const fixture of [full, empty]) fixture.configure({ target: { schedule: ONCE } });
    const took = { full: [] as number[], empty: [] as number[], bare: [] as number[] };
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      took.bare.push(await timeToListen(startReference('bare')));
      took.full.push(await timeToListen(startDaemonProcess(full.config)));
      took.empty.push(await timeToListen(startDaemonProcess(empty.config)));
    }
    const row = { what: 'start to listening with 100,000 jobs', unit: 'ms', samples: took.full };
    const bare = { what: 'bare process, same libraries', samples: took.bare };
    report({ ...row, goal: { atMost: 500 }, reference: bare });
    report({ ...row, what: 'start to listening, empty store', samples: took.empty, reference: bare });
  },
};

async function timeToListen(starting: MeasuredProcess): Promise<number> {
  await using child = starting;
  const { at } = await child.line('listening');
  return at - child.spawnedAt;
}
