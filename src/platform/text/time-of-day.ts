import { firstInstantOf, readOffsets, toLocalTime } from '../local-time.ts';
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../time.ts';

/** `HH:MM`, from `00:00` to `23:59`, on the wall clock of a zone. */
export type TimeOfDay = string;

/**
 * The first moment after `after` at which a day reaches that time. It comes once a day, also where clocks are
 * changed: when the wall clock first shows it, or has just leapt over it.
 */
export function nextTimeOfDay(time: TimeOfDay, timezone: string, after: Instant): Instant {
  const sinceMidnight = toSinceMidnight(time);
  const today = Math.floor(toLocalTime(after, timezone) / DAY) * DAY;
  // From yesterday: a clock set back over midnight may show a day that was over already.
  for (let day = today - DAY; ; day += DAY) {
    const local = day + sinceMidnight;
    const instant = firstInstantOf(local, readOffsets({ from: local, until: local }, timezone));
    if (instant > after) return instant;
  }
}

/** Returns true when the text is a time of day. */
export function isTimeOfDay(text: string): text is TimeOfDay {
  return TIME_OF_DAY.test(text);
}

/** Returns the span from midnight to the time on a day without change of clocks. Throws for what is no time of day. */
export function toSinceMidnight(time: TimeOfDay): Duration {
  const [, hour, minute] = TIME_OF_DAY.exec(time) ?? [];
  if (hour === undefined) throw new Error(`${time} is not a time of day`);
  return Number(hour) * HOUR + Number(minute) * MINUTE;
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;
