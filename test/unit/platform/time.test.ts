import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../../src/platform/local-time.ts';
import {
  DAY,
  formatDuration,
  formatInstant,
  HOUR,
  MINUTE,
  parseDuration,
  SECOND,
  systemClock,
  toIso,
  writeDuration,
} from '../../../src/platform/time.ts';

describe('reading a duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30 * SECOND],
    ['5m', 5 * MINUTE],
    ['12h', 12 * HOUR],
    ['90d', 90 * DAY],
    ['0s', 0],
    ['007s', 7 * SECOND],
  ])('%s is %d ms', (text, duration) => expect(parseDuration(text)).toBe(duration));

  it.each([
    '',
    '5',
    's',
    '5 m',
    ' 5m',
    '5m ',
    '-1s',
    '+1s',
    '1.5h',
    '1e3s',
    '1h30m',
    '5M',
    '5min',
    '٥s',
    '5m\n',
    '1234567890s',
  ])('%j is none', (text) => expect(parseDuration(text)).toBeUndefined());
});

describe('writing a duration', () => {
  it.each([
    [0, '0s'],
    [500, '500ms'],
    [90 * SECOND, '90s'],
    [120 * SECOND, '2m'],
    [36 * HOUR, '36h'],
  ])('%d ms is %s', (duration, text) => expect(writeDuration(duration)).toBe(text));

  it('is read again, whatever can be read', () => {
    const typed = fc.tuple(fc.nat({ max: 999_999_999 }), fc.constantFrom('ms', 's', 'm', 'h', 'd'));
    fc.assert(
      fc.property(typed, ([amount, unit]) => {
        const duration = parseDuration(`${amount}${unit}`);
        expect(parseDuration(writeDuration(duration ?? -1))).toBe(duration);
      }),
    );
  });
});

describe('writing a span', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [-5 * MINUTE, '0 s'],
    [45 * SECOND, '45 s'],
    [MINUTE, '1 min'],
    [2 * HOUR + 10 * MINUTE, '2 h 10 min'],
    [3 * DAY + 4 * HOUR + 5 * MINUTE, '3 d 4 h'],
    [DAY + 5 * MINUTE, '1 d'],
    [DAY - 1, '23 h 59 min'],
  ])('%d ms is %s', (duration, text) => expect(formatDuration(duration)).toBe(text));

  it('never overstates, and loses less than the smaller of the units it shows', () => {
    const units = { s: SECOND, min: MINUTE, h: HOUR, d: DAY };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 * DAY }), (duration) => {
        const parts = [...formatDuration(duration).matchAll(/(\d+) (s|min|h|d)/g)];
        const notified = parts.reduce(
          (sum, [, amount, unit]) => sum + Number(amount) * units[unit as 's'],
          0,
        );
        expect(notified).toBeLessThanOrEqual(duration);
        expect(duration - notified).toBeLessThan(notified < HOUR ? SECOND : notified < DAY ? MINUTE : HOUR);
      }),
    );
  });
});

describe('writing an instant', () => {
  const at = Date.parse('2026-11-23T01:15:02Z');

  it('is in the zone, with its name, in 24 hours', () => {
    expect(formatInstant(at, 'Asia/Shanghai')).toBe('2026-11-23 09:15:02 Asia/Shanghai');
    expect(formatInstant(at, 'UTC')).toBe('2026-11-23 01:15:02 UTC');
    expect(formatInstant(Date.parse('2026-11-23T16:00:00Z'), 'Asia/Shanghai')).toBe(
      '2026-11-24 00:00:00 Asia/Shanghai',
    );
  });

  it('follows summer time', () => {
    expect(formatInstant(Date.parse('2026-03-29T00:59:59Z'), 'Europe/Berlin')).toContain('01:59:59');
    expect(formatInstant(Date.parse('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toContain('03:00:00');
  });

  it('in UTC reads back, for any second from year 1 to 9999', () => {
    const first = Date.parse('0001-01-01T00:00:00Z');
    const last = Date.parse('9999-12-31T23:59:59Z');
    fc.assert(
      fc.property(fc.integer({ min: first / SECOND, max: last / SECOND }), (seconds) => {
        const [date, time] = formatInstant(seconds * SECOND, 'UTC').split(' ');
        expect(Date.parse(`${date}T${time}Z`)).toBe(seconds * SECOND);
      }),
      { examples: [[first / SECOND], [last / SECOND]] },
    );
  });
});

describe('a time that no calendar has', () => {
  it.each([
    [8.64e15 + 1, '9999-12-31T23:59:59.000Z', '9999-12-31 23:59:59 UTC'],
    [Infinity, '9999-12-31T23:59:59.000Z', '9999-12-31 23:59:59 UTC'],
    [-Infinity, '0000-01-01T00:00:00.000Z', '0001-01-01 00:00:00 UTC'],
    [NaN, '1970-01-01T00:00:00.000Z', '1970-01-01 00:00:00 UTC'],
  ])('is written as the nearest that it has: %d', (instant, iso, written) => {
    expect([toIso(instant), formatInstant(instant, 'UTC')]).toEqual([iso, written]);
  });

  it('throws in no zone', () => {
    fc.assert(
      fc.property(
        fc.double(),
        fc.constantFrom('UTC', 'Asia/Shanghai', 'America/St_Johns'),
        (instant, zone) => {
          expect(formatInstant(instant, zone)).toContain(zone);
          expect(toIso(instant)).toMatch(/^\d{4}-.*Z$/);
          zoneOffset(instant, zone);
        },
      ),
    );
  });
});

describe('the system clock', () => {
  it('sleeps, and wakes at once with the reason when told to', async () => {
    const never = new AbortController();
    await systemClock.sleep(1, never.signal);
    const stopping = new AbortController();
    const sleeping = systemClock.sleep(HOUR, stopping.signal);
    stopping.abort(new Error('stopping'));
    await expect(sleeping).rejects.toThrow('stopping');
    await expect(systemClock.sleep(HOUR, stopping.signal)).rejects.toThrow('stopping');
  });

  it.each([60 * DAY, 2 ** 31 - 1, 2 ** 31, 2 ** 32])(
    'sleeps through %d ms, though a timer may not hold it',
    async (duration) => {
      const stopping = new AbortController();
      let isAwake = false;
      const sleeping = systemClock.sleep(duration, stopping.signal).then(() => (isAwake = true));
      await systemClock.sleep(20, new AbortController().signal);
      expect(isAwake).toBe(false);
      stopping.abort(new Error('enough'));
      await expect(sleeping).rejects.toThrow('enough');
    },
  );

  it('measures time that never runs back', () => {
    const begun = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(begun);
  });
});
