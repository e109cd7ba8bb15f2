import { describe, expect, it } from 'vitest';
import { prune } from '../../../src/store/history/retention.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';

/** Forgets all that may be forgotten; jobs that were created this long before the last read may not. */
async function pruneAll({ poll }: IncidentBench, windowReach = HOUR): Promise<void> {
  const settledBefore = poll.clock.now() + 1;
  const { signal } = new AbortController();
  await prune(poll.store, { settledBefore, windowReach, targets: ['media'], signal });
}

async function jobsKept({ poll }: IncidentBench): Promise<string[]> {
  return [...(await poll.snapshot()).keys()];
}

describe('after the newest was pruned', () => {
  it('what comes next is told: it is not taken for what was known', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Failed' });
    await bench.pass(MINUTE);
    await bench.poll.clock.advance(2 * DAY);
    await bench.pass(MINUTE);
    await pruneAll(bench);
    expect(await jobsKept(bench)).toEqual([]);
    bench.set({ b2: 'Failed' });
    await bench.pass(10 * MINUTE);
    expect(await bench.poll.told()).toEqual(['b2 Failed']);
  });

  it('a new incident lists nothing of the one before it', async () => {
    await using bench = await IncidentBench.start([usualRule({ closeAfter: HOUR })]);
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(2 * HOUR);
    await pruneAll(bench, DAY);
    expect(await jobsKept(bench)).toEqual(['b1']);
    bench.poll.isMailDown = true;
    bench.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    bench.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    const jobs = (await bench.messages()).map((message) => message.jobs.map(({ jobId }) => jobId));
    expect(jobs).toEqual([['b2', 'b3']]);
  });
});

describe('while a message waits', () => {
  it('its jobs are kept: written anew, it tells them still', async () => {
    await using bench = await IncidentBench.start();
    bench.poll.isMailDown = true;
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(MINUTE);
    await bench.poll.clock.advance(2 * DAY);
    await bench.pass(MINUTE);
    await pruneAll(bench);
    bench.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    expect(await bench.poll.told()).toEqual(['b1 Failed', 'b2 Failed']);
    bench.poll.isMailDown = false;
    await bench.pass(MINUTE);
    await bench.poll.clock.advance(2 * DAY);
    await bench.pass(MINUTE);
    await pruneAll(bench);
    expect(await jobsKept(bench)).toEqual([]);
  });
});
