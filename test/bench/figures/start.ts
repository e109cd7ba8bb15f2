import { ONCE, startBenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { startDaemonProcess, startReference, type MeasuredProcess } from '../measured-process.ts';
import { prepare } from './steady.ts';

const REPETITIONS = 9;

/** From spawning a process until it listens, with 100,000 jobs in its store, a million, and none. */
export const start: Figure = {
  name: 'start',
  async measure(report) {
    await using full = await startBenchFixture();
    await using million = await startBenchFixture();
    await using empty = await startBenchFixture();
    await prepare(full, '100,000');
    await prepare(million, '1,000,000');
    for (const fixture of [full, million, empty]) fixture.configure({ target: { schedule: ONCE } });
    const took = {
      full: [] as number[],
      million: [] as number[],
      empty: [] as number[],
      bare: [] as number[],
    };
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      took.bare.push(await timeToListen(startReference('bare')));
      took.full.push(await timeToListen(startDaemonProcess(full.config)));
      took.million.push(await timeToListen(startDaemonProcess(million.config)));
      took.empty.push(await timeToListen(startDaemonProcess(empty.config)));
    }
    const reference = { what: 'bare process, same libraries', samples: took.bare };
    for (const [what, atMost, samples] of [
      ['with 100,000 jobs', 500, took.full],
      ['with 1,000,000 jobs', 1_000, took.million],
    ] as const)
      report({ what: `start to listening ${what}`, unit: 'ms', goal: { atMost }, samples, reference });
    report({ what: 'start to listening, empty store', unit: 'ms', samples: took.empty, reference });
  },
};

/** Milliseconds from spawning a process until it says that it listens. It is ended then. */
export async function timeToListen(starting: MeasuredProcess): Promise<number> {
  await using child = starting;
  const { at } = await child.line('listening');
  return at - child.spawnedAt;
}
