import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { closeAll } from '../../support/people.ts';
import { startWatched } from '../../support/start-watched.ts';

describe('what the watcher told of itself and somebody closed by hand', () => {
  it('is told anew only after it was over once', async () => {
    await using bench = await startWatched();
    const { cloud } = bench.poll;
    cloud.fault = () => 'fail';
    await bench.pass(3 * MINUTE);
    await closeAll(bench);
    await bench.pass(3 * MINUTE);
    await bench.poll.restart();
    await bench.pass(3 * MINUTE);
    const told = ['oncall: Polling failed (media)', 'oncall: Resolved manually: Polling failed (media)'];
    expect(await bench.mails()).toEqual(told);
    cloud.fault = () => undefined;
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual(told);
    cloud.fault = () => 'fail';
    await bench.pass(3 * MINUTE);
    expect((await bench.mails()).slice(2)).toEqual(['oncall: Polling failed (media)']);
  });

  it('stays closed at the edge of its limit, too', async () => {
    await using bench = await startWatched();
    bench.poll.cloud.skew = -70 * SECOND;
    await bench.pass(MINUTE);
    await closeAll(bench);
    for (const skew of [-45, -70]) {
      bench.poll.cloud.skew = skew * SECOND;
      await bench.pass(10 * MINUTE);
    }
    expect(await bench.mails()).toEqual([
      'oncall: The clock is off by 1 min 10 s',
      'oncall: Resolved manually: The clock is off by 1 min 10 s',
    ]);
  });

  it('stays closed when it was not known for a while whether it is over', async () => {
    await using bench = await startWatched();
    const { watchers, clock } = bench.poll;
    const { live } = watchers;
    const ending = [{ credentials: 'machine', endsAt: clock.now() + 5 * MINUTE }];
    watchers.live = { ...live, endingKeys: () => ending };
    await bench.pass(MINUTE);
    await closeAll(bench);
    for (const known of [undefined, ending]) {
      watchers.live = { ...live, endingKeys: () => known };
      await bench.pass(10 * MINUTE);
    }
    expect(await bench.mails()).toEqual([
      'oncall: Credentials machine are about to end',
      'oncall: Resolved manually: Credentials machine are about to end',
    ]);
  });

  it('is told again when more of the same kind is wrong', async () => {
    await using bench = await startWatched();
    bench.set({ b1: 'Suspended' });
    await bench.pass(MINUTE);
    await closeAll(bench);
    await bench.pass(10 * MINUTE);
    expect(await bench.mails()).toHaveLength(2);
    bench.set({ b2: 'Odd' });
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(2)).toEqual(['oncall: Unknown state of jobs: Odd, Suspended (media)']);
  });
});
