import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { closeAll } from '../../support/engine/people.ts';
import { startWatched } from '../../support/engine/start-watched.ts';

describe('a condition of the self-check that somebody closed by hand', () => {
  it('is notified again only after it was over once', async () => {
    await using fixture = await startWatched();
    const { cloud } = fixture.poll;
    cloud.fault = () => 'fail';
    await fixture.pass(3 * MINUTE);
    await closeAll(fixture);
    await fixture.pass(3 * MINUTE);
    await fixture.poll.restart();
    await fixture.pass(3 * MINUTE);
    const notified = ['oncall: Polling failed (media)', 'oncall: Resolved manually: Polling failed (media)'];
    expect(await fixture.mails()).toEqual(notified);
    cloud.fault = () => undefined;
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual(notified);
    cloud.fault = () => 'fail';
    await fixture.pass(3 * MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual(['oncall: Polling failed (media)']);
  });

  it('stays closed at the edge of its limit, too', async () => {
    await using fixture = await startWatched();
    fixture.poll.cloud.skew = -70 * SECOND;
    await fixture.pass(MINUTE);
    await closeAll(fixture);
    for (const skew of [-45, -70]) {
      fixture.poll.cloud.skew = skew * SECOND;
      await fixture.pass(10 * MINUTE);
    }
    expect(await fixture.mails()).toEqual([
      'oncall: The clock is off by 1 min 10 s',
      'oncall: Resolved manually: The clock is off by 1 min 10 s',
    ]);
  });

  it('stays closed when it was not known for a while whether it is over', async () => {
    await using fixture = await startWatched();
    const { monitors, clock } = fixture.poll;
    const { live } = monitors;
    const ending = [{ credentials: 'machine', endsAt: clock.now() + 5 * MINUTE }];
    monitors.live = { ...live, endingKeys: () => ending };
    await fixture.pass(MINUTE);
    await closeAll(fixture);
    for (const known of [undefined, ending]) {
      monitors.live = { ...live, endingKeys: () => known };
      await fixture.pass(10 * MINUTE);
    }
    expect(await fixture.mails()).toEqual([
      'oncall: Credentials machine are about to end',
      'oncall: Resolved manually: Credentials machine are about to end',
    ]);
  });

  it('notifies again when more of the same kind is wrong', async () => {
    await using fixture = await startWatched();
    fixture.set({ b1: 'Suspended' });
    await fixture.pass(MINUTE);
    await closeAll(fixture);
    await fixture.pass(10 * MINUTE);
    expect(await fixture.mails()).toHaveLength(2);
    fixture.set({ b2: 'Odd' });
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual([
      'oncall: Unknown state of jobs: Odd, Suspended (media)',
    ]);
  });
});
