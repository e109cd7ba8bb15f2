import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeOfDay, nextTimeOfDay, toSinceMidnight } from '../../../../src/platform/text/time-of-day.ts';
import { toLocalTime } from '../../../../src/platform/local-time.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';

const next = (time: string, timezone: string, after: string) =>
  new Date(nextTimeOfDay(time, timezone, Date.parse(after))).toISOString().replace(':00.000Z', 'Z');

describe('the next time of day', () => {
  it.each([
    ['09:00', 'UTC', '2026-11-23T08:59:59.999Z', '2026-11-23T09:00Z'],
    ['09:00', 'UTC', '2026-11-23T09:00Z', '2026-11-24T09:00Z'],
    ['09:00', 'Asia/Shanghai', '2026-11-23T01:00Z', '2026-11-24T01:00Z'],
    ['00:00', 'Asia/Kathmandu', '2026-11-23T01:00Z', '2026-11-23T18:15Z'],
    // Leapt over, and shown twice.
    ['02:30', 'Europe/Berlin', '2026-03-28T12:00Z', '2026-03-29T01:00Z'],
    ['02:30', 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-25T00:30Z'],
    ['02:30', 'Europe/Berlin', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ['02:15', 'Australia/Lord_Howe', '2026-10-03T12:00Z', '2026-10-03T15:30Z'],
    ['12:00', 'Pacific/Apia', '2011-12-30T00:00Z', '2011-12-30T10:00Z'],
    ['12:00', 'Pacific/Apia', '2011-12-30T10:00Z', '2011-12-30T22:00Z'],
  ])('%s in %s after %s is %s', (time, timezone, after, expected) => {
    expect(next(time, timezone, after)).toBe(expected);
  });

  it('comes once a day, at most a day ahead and the change of clocks, and shows that time or has just leapt over it', () => {
    const begin = Date.parse('2026-01-01T00:00Z');
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Shanghai',
    );
    const times = fc
      .integer({ min: 0, max: 1439 })
      .map((minute) => new Date(minute * MINUTE).toISOString().slice(11, 16));
    fc.assert(
      fc.property(zones, times, fc.integer({ min: 0, max: 364 * 1440 }), (timezone, time, minute) => {
        const after = begin + minute * MINUTE;
        const instant = nextTimeOfDay(time, timezone, after);
        expect(instant).toBeGreaterThan(after);
        expect(instant - after).toBeLessThanOrEqual(DAY + HOUR);
        const late = (toLocalTime(instant, timezone) % DAY) - toSinceMidnight(time);
        const leapt = toLocalTime(instant, timezone) - toLocalTime(instant - 1, timezone) - 1;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(leapt);
      }),
    );
  });

  it.each(['9:00', '24:00', '09:60', '09:00 ', '0900', '09:00:00', ''])('%j is no time of day', (text) => {
    expect(isTimeOfDay(text)).toBe(false);
    expect(() => toSinceMidnight(text)).toThrow('is not a time of day');
  });
});
