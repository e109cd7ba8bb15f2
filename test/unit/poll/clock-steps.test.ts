import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

describe('the window, when a clock is set', () => {
  it.each([
    ['forward while nobody looked', 5 * HOUR, 0],
    ['forward, and back after a read', 5 * HOUR, -5 * HOUR],
  ])('does not skip what the server listed by its clock of then: %s', async (_what, step, stepBack) => {
    await using fixture = await PollFixture.start();
    await fixture.poll();
    fixture.cloud.skew += step;
    await fixture.clock.advance(MINUTE);
    await fixture.poll();
    fixture.cloud.skew += stepBack;
    await fixture.clock.advance(MINUTE);
    fixture.put({ b1: ['Failed', 0] });
    await fixture.clock.advance(6 * HOUR);
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });

  it('reaches back when the server was set back, however long ago the last read was', async () => {
    await using fixture = await PollFixture.start();
    await fixture.poll();
    fixture.cloud.skew -= 5 * HOUR;
    fixture.put({ b1: ['Failed', 0] });
    await fixture.clock.advance(6 * HOUR);
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });
});
