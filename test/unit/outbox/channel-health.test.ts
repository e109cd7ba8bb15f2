import { expect, it } from 'vitest';
import { ChannelHealth } from '../../../src/outbox/channel-health.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { TestClock } from '../../support/test-clock.ts';

/** Monotonic clocks count in fractions of a millisecond. */
class FineClock extends TestClock {
  override monotonic(): number {
    return super.monotonic() + 0.371;
  }
}

const DOWN = { outcome: 'temporary', response: 'no', concern: 'channel', offered: false } as const;

it('a pause is whole milliseconds, as the store takes them, whatever the clock', async () => {
  const clock = new FineClock();
  const health = new ChannelHealth(clock);
  health.note(1, { ...DOWN, reason: 'network' }, 'channel');
  expect(health.pause).toBe(5 * SECOND);
  await clock.advance(1.5);
  expect(health.pause).toBe(5 * SECOND - 1);
  health.note(1, { ...DOWN, reason: 'auth' }, 'channel');
  expect(health.pause).toBe(MINUTE);
});
