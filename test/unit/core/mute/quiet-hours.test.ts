import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil, WEEKDAYS, type QuietHours } from '../../../../src/core/mute/quiet-hours.ts';
import { formatInstant, DAY, HOUR, MINUTE, type Instant } from '../../../../src/platform/time.ts';

const EVERY_DAY = [...WEEKDAYS];
const WORKDAYS = EVERY_DAY.slice(0, 5);

const hours = (from: string, to: string, more: Partial<QuietHours> = {}): QuietHours => ({
  from,
  to,
  days: EVERY_DAY,
  letThrough: ['critical'],
  ...more,
});

/** When it goes out, as the wall clock of the zone shows it; undefined when it is not held. */
function goesOut(quietHours: QuietHours, timezone: string, now: string): string | undefined {
  const until = quietUntil(quietHours, timezone, Date.parse(now));
  return until === undefined ? undefined : new Date(until).toISOString().replace(':00.000Z', 'Z');
}

const NIGHT = hours('22:00', '08:00');
const WORK_NIGHTS = hours('22:00', '08:00', { days: WORKDAYS, digestAt: '08:30' });
const WEEKEND = hours('00:00', '00:00', { days: ['Sat', 'Sun'] });

describe('quiet hours', () => {
  // 2026-11-23 is a Monday.
  it.each<[string, QuietHours, string, string, string | undefined]>([
    ['before they begin', NIGHT, 'UTC', '2026-11-23T21:59:59.999Z', undefined],
    ['from their first moment', NIGHT, 'UTC', '2026-11-23T22:00Z', '2026-11-24T08:00Z'],
    ['after midnight', NIGHT, 'UTC', '2026-11-24T07:59:59.999Z', '2026-11-24T08:00Z'],
    ['at their end', NIGHT, 'UTC', '2026-11-24T08:00Z', undefined],
    ['in another zone', NIGHT, 'Asia/Shanghai', '2026-11-23T14:00Z', '2026-11-24T00:00Z'],
    ['within a day', hours('12:00', '13:00'), 'UTC', '2026-11-23T12:30Z', '2026-11-23T13:00Z'],
    ['outside, within a day', hours('12:00', '13:00'), 'UTC', '2026-11-23T13:30Z', undefined],
    ['with a digest after the end', WORK_NIGHTS, 'UTC', '2026-11-23T23:00Z', '2026-11-24T08:30Z'],
    ['between end and digest', WORK_NIGHTS, 'UTC', '2026-11-24T08:10Z', undefined],
    [
      'with a digest at the end',
      { ...NIGHT, digestAt: '08:00' },
      'UTC',
      '2026-11-23T23:00Z',
      '2026-11-24T08:00Z',
    ],
    [
      'with a digest the next day',
      { ...NIGHT, digestAt: '07:00' },
      'UTC',
      '2026-11-23T23:00Z',
      '2026-11-24T08:00Z',
    ],
    ['of the night that begins on Friday', WORK_NIGHTS, 'UTC', '2026-11-28T03:00Z', '2026-11-28T08:30Z'],
    ['of the night that begins on Saturday', WORK_NIGHTS, 'UTC', '2026-11-28T23:00Z', undefined],
    ['of the night that begins on Sunday', WORK_NIGHTS, 'UTC', '2026-11-23T03:00Z', undefined],
    ['of whole days, which are one', WEEKEND, 'UTC', '2026-11-28T03:00Z', '2026-11-30T00:00Z'],
    [
      'of whole days, from whatever time',
      hours('08:00', '08:00', { days: ['Sat'] }),
      'UTC',
      '2026-11-28T00:00Z',
      '2026-11-29T00:00Z',
    ],
    [
      'of whole days, with a digest',
      { ...WEEKEND, digestAt: '09:00' },
      'UTC',
      '2026-11-28T03:00Z',
      '2026-11-30T09:00Z',
    ],
    ['that never end', hours('00:00', '00:00'), 'UTC', '2026-11-28T03:00Z', '2026-11-29T00:00Z'],
    [
      'that never end, with a digest',
      hours('00:00', '00:00', { digestAt: '09:00' }),
      'UTC',
      '2026-11-28T03:00Z',
      '2026-11-29T00:00Z',
    ],
    // Berlin leaps from 02:00 to 03:00 on 2026-03-29, and back from 03:00 to 02:00 on 2026-10-25.
    ['that end in a gap', hours('22:00', '02:30'), 'Europe/Berlin', '2026-03-29T00:59Z', '2026-03-29T01:00Z'],
    [
      'that begin in a gap',
      hours('02:30', '06:00'),
      'Europe/Berlin',
      '2026-03-29T01:00Z',
      '2026-03-29T04:00Z',
    ],
    ['that lie in a gap', hours('02:10', '02:50'), 'Europe/Berlin', '2026-03-29T01:00Z', undefined],
    [
      'that end in a fold, before it',
      hours('22:00', '02:30'),
      'Europe/Berlin',
      '2026-10-25T00:29Z',
      '2026-10-25T00:30Z',
    ],
    [
      'that end in a fold, the second time',
      hours('22:00', '02:30'),
      'Europe/Berlin',
      '2026-10-25T01:15Z',
      undefined,
    ],
    [
      'that begin in a fold',
      hours('02:30', '06:00'),
      'Europe/Berlin',
      '2026-10-25T00:30Z',
      '2026-10-25T05:00Z',
    ],
    // St. John's leapt back from 00:01 to 23:01 of the day before.
    [
      'that began before the day before came back',
      WEEKEND,
      'America/St_Johns',
      '2010-11-08T03:00Z',
      '2010-11-08T03:30Z',
    ],
    ['over a leap forward', NIGHT, 'Europe/Berlin', '2026-03-28T21:00Z', '2026-03-29T06:00Z'],
    ['over a leap back', NIGHT, 'Europe/Berlin', '2026-10-24T20:00Z', '2026-10-25T07:00Z'],
  ])('%s', (_, quietHours, timezone, now, expected) => {
    expect(goesOut(quietHours, timezone, now)).toBe(expected);
  });
});

/** No zone below changes its clock, and no time below comes, in between. */
const STEP = 15 * MINUTE;

/** A year, step by step, with what the wall clock shows, read off the text that people see. */
function stepsOf(timezone: string, year: number) {
  const begin = Date.UTC(year, 0, 1) - 10 * DAY;
  return Array.from({ length: (385 * DAY) / STEP }, (_, index) => {
    const now = begin + index * STEP;
    return { now, shown: Date.parse(`${formatInstant(now, timezone).slice(0, 19).replace(' ', 'T')}Z`) };
  });
}

/**
 * Somebody who looks at the clock at each step: goes quiet when it has reached `from` on a named day, and is
 * disturbed again when it has reached `to` after that. Returns the steps of quiet, each with its end.
 */
function walk({ from, to, days }: QuietHours, steps: ReturnType<typeof stepsOf>): Map<Instant, Instant> {
  const quiet = new Set<Instant>();
  const [begun, ended] = [new Set<number>(), new Set<number>()];
  let latest = -Infinity;
  const open = new Set<number>();
  for (const { now, shown } of steps) {
    latest = Math.max(latest, shown);
    const today = Math.floor(latest / DAY) * DAY;
    // The day before yesterday, too: where a whole day was leapt over, its period ends now.
    for (const day of [today - 2 * DAY, today - DAY, today]) {
      const isNamed = days.some((name) => name === EVERY_DAY[(new Date(day).getUTCDay() + 6) % 7]);
      const begin = day + (from === to ? 0 : inDay(from));
      const end = from === to ? day + DAY : day + inDay(to) + (to < from ? DAY : 0);
      if (isNamed && latest >= begin && !begun.has(day)) {
        begun.add(day);
        open.add(day);
      }
      if (latest >= end && !ended.has(day)) {
        ended.add(day);
        open.delete(day);
      }
    }
    if (open.size > 0) quiet.add(now);
  }
  const ends = new Map<Instant, Instant>();
  for (const { now } of steps.toReversed()) {
    if (quiet.has(now))
      ends.set(now, quiet.has(now + STEP) ? (ends.get(now + STEP) ?? Infinity) : now + STEP);
  }
  return ends;
}

describe.each([
  ['Europe/Berlin', 2026],
  ['America/New_York', 2026],
  ['Australia/Lord_Howe', 2026],
  ['Asia/Shanghai', 2026],
  ['America/Havana', 2026],
  ['Pacific/Apia', 2011],
])('quiet hours in %s through %d', (timezone, year) => {
  const time = fc
    .integer({ min: 0, max: 95 })
    .map((step) => new Date(step * STEP).toISOString().slice(11, 16));
  // Where clocks change, oftener than chance would have it.
  const nightTime = fc
    .integer({ min: 0, max: 15 })
    .map((step) => new Date(step * STEP).toISOString().slice(11, 16));
  const anyTime = fc.oneof(time, nightTime);
  const days = fc.subarray(EVERY_DAY, { minLength: 1, maxLength: 6 });

  it('are those of somebody who looks at the clock all the time', () => {
    const steps = stepsOf(timezone, year);
    fc.assert(
      fc.property(anyTime, anyTime, days, (from, to, named) => {
        const quietHours = hours(from, to, { days: named });
        const ends = walk(quietHours, steps);
        const wrong = steps
          .slice((9 * DAY) / STEP, (-9 * DAY) / STEP)
          .filter(({ now }, index) => index % 97 === 0 || isEdge(now, ends))
          .filter(({ now }) => quietUntil(quietHours, timezone, now) !== ends.get(now))
          .map(({ now }) => new Date(now).toISOString());
        expect(wrong).toEqual([]);
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

function inDay(text: string): number {
  return Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;
}

function isEdge(now: Instant, ends: ReadonlyMap<Instant, Instant>): boolean {
  return ends.has(now) !== ends.has(now - STEP) || ends.has(now) !== ends.has(now + STEP);
}
