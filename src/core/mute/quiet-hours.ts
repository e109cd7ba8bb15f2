import { firstInstantOf, readOffsets, toLocalTime, type LocalTime } from '../../platform/local-time.ts';
import { DAY, type Instant } from '../../platform/time.ts';
import type { Severity } from '../severity.ts';
import { nextTimeOfDay, toSinceMidnight, type TimeOfDay } from '../../platform/text/time-of-day.ts';

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When somebody is not to be disturbed. */
export interface QuietHours {
  /** With `from` equal to `to`, the named days are quiet from midnight to midnight. */
  from: TimeOfDay;
  to: TimeOfDay;
  /** The days on which a quiet period *begins*: one over midnight belongs to the day it began. */
  days: readonly Weekday[];
  /** Notified all the same. */
  letThrough: readonly Severity[];
  /** When held messages go out; absent: as soon as it is no longer quiet. */
  digestAt?: TimeOfDay;
}

/**
 * Returns when a message that is held now goes out: the first `digestAt` at or after the end of the quiet, else that
 * end. `undefined` when it is not quiet now. Periods that touch are one.
 *
 * When clocks change, a period begins and ends when the wall clock first shows its time, or has just leapt over it.
 * So quiet hours do not come back when the wall clock, having shown `to`, is set back.
 * Nothing waits for ever. A quiet that never ends (every day from midnight to midnight) lets messages go at the end
 * of each period. A `digestAt` within quiet hours counts as left out.
 */
export function quietUntil(quietHours: QuietHours, timezone: string, now: Instant): Instant | undefined {
  const periodEnd = endOfPeriod(quietHours, timezone, now);
  if (periodEnd === undefined) return undefined;
  const end = endOfQuiet(quietHours, timezone, periodEnd) ?? periodEnd;
  if (quietHours.digestAt === undefined) return end;
  // From just before the end, for the digest may go out at the end itself.
  const digest = nextTimeOfDay(quietHours.digestAt, timezone, end - 1);
  return endOfPeriod(quietHours, timezone, digest) === undefined ? digest : end;
}

/** As many periods as a week has, and one: what is longer never ends. */
const MOST_PERIODS = WEEKDAYS.length + 1;

function endOfQuiet(quietHours: QuietHours, timezone: string, periodEnd: Instant): Instant | undefined {
  let end = periodEnd;
  for (let period = 1; period < MOST_PERIODS; period += 1) {
    const next = endOfPeriod(quietHours, timezone, end);
    if (next === undefined) return end;
    end = next;
  }
  return undefined;
}

/** The end of the period in which `now` lies; undefined when it lies in none. */
function endOfPeriod(quietHours: QuietHours, timezone: string, now: Instant): Instant | undefined {
  const today = Math.floor(toLocalTime(now, timezone) / DAY) * DAY;
  // Tomorrow too: a clock set back over midnight shows the old day again when the new one has begun.
  return [today - DAY, today, today + DAY]
    .filter((day) => quietHours.days.includes(weekdayOf(day)))
    .map((day) => periodOf(quietHours, timezone, day))
    .find(({ begin, end }) => begin <= now && now < end)?.end;
}

function periodOf({ from, to }: QuietHours, timezone: string, day: LocalTime) {
  const isWholeDay = from === to;
  const begin = isWholeDay ? day : day + toSinceMidnight(from);
  const end = isWholeDay ? day + DAY : day + toSinceMidnight(to) + (to < from ? DAY : 0);
  const offsets = readOffsets({ from: begin, until: end }, timezone);
  return { begin: firstInstantOf(begin, offsets), end: firstInstantOf(end, offsets) };
}

function weekdayOf(day: LocalTime): Weekday {
  // 1970-01-01 was a Thursday, the fourth in our order.
  const index = (Math.floor(day / DAY) + 3) % 7;
  return WEEKDAYS[(index + 7) % 7] ?? 'Mon';
}
