import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { cronCalendar } from '../../../../src/platform/cron/cron-calendar.ts';
import { runSchedule } from '../../../../src/platform/cron/run-schedule.ts';
import { TestClock } from '../../../support/test-clock.ts';

describe('a schedule', () => {
  it('ticks at every tick of its calendar, until it is stopped', async () => {
    const { clock, ticks, stop } = startSchedule(30 * SECOND);
    await clock.advance(2 * MINUTE);
    expect(ticks).toEqual([30, 60, 90, 120]);
    await stop();
    await clock.advance(2 * MINUTE);
    expect(ticks).toHaveLength(4);
  });

  it('counts ticks that were missed and makes up for them at once, by one', async () => {
    const { clock, ticks, missed, stop } = startSchedule(30 * SECOND);
    await clock.advance(45 * SECOND);
    clock.setNow(clock.now() + HOUR);
    await clock.advance(5 * SECOND);
    expect(ticks).toEqual([30, 3650]);
    expect(missed).toEqual([120]);
    await clock.advance(MINUTE);
    expect(ticks).toEqual([30, 3650, 3660, 3690]);
    await stop();
  });

  it('goes on by the new time when the clock is set back', async () => {
    const { clock, ticks, missed, stop } = startSchedule(30 * SECOND);
    await clock.advance(30 * SECOND);
    clock.setNow(clock.now() - 24 * HOUR);
    await clock.advance(MINUTE);
    expect(ticks).toHaveLength(3);
    expect(missed).toEqual([]);
    await stop();
  });
});

describe('a cron calendar', () => {
  const clock = new TestClock();
  const ticks = (expression: string, timezone: string) => cronCalendar({ expression, timezone }, clock)();

  it('gives the next ticks in its zone', () => {
    const [next, following] = ticks('0 30 9 * * *', 'Asia/Shanghai');
    expect(new Date(next).toISOString().slice(11)).toBe('01:30:00.000Z');
    expect(following - next).toBe(24 * HOUR);
  });

  it('takes five fields as well', () => {
    const [next, following] = ticks('*/5 * * * *', 'UTC');
    expect(new Date(next).getUTCSeconds()).toBe(0);
    expect(following - next).toBe(5 * MINUTE);
  });
});

/** A schedule with a tick every `period`, counted from the clock's start; ticks are noted in seconds of it. */
function startSchedule(period: number) {
  const clock = new TestClock();
  const start = clock.now();
  const ticks: number[] = [];
  const missed: number[] = [];
  const stopping = new AbortController();
  const ended = runSchedule({
    calendar: () => {
      const next = start + (Math.floor((clock.now() - start) / period) + 1) * period;
      return [next, next + period];
    },
    clock,
    signal: stopping.signal,
    onTick: () => ticks.push((clock.now() - start) / SECOND),
    onMissed: (count) => missed.push(count),
  });
  const stop = async () => {
    stopping.abort();
    await ended;
  };
  return { clock, ticks, missed, stop };
}
