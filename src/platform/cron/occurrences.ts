import { firstInstantOf, instantsOf, readOffsets, zoneOffset, type LocalTime } from '../local-time.ts';
import { DAY, HOUR, MINUTE, SECOND, type Duration, type Instant } from '../time.ts';
import { readCron, type CronFields } from './cron-fields.ts';

/** A node-cron expression of five or six fields, and the IANA zone whose wall clock it means. */
export interface Schedule {
  expression: string;
  timezone: string;
  /** It comes due so long after each time of the expression; absent: at that time. */
  offset?: Duration;
}

/** As many come at once; whoever wants more asks again after the last one. */
export const MOST_OCCURRENCES = 1_000;

/**
 * When a schedule comes due after `after` and until `until` (inclusive), oldest first, at most
 * `MOST_OCCURRENCES`. It never reads the wall clock, unlike node-cron's own list of next runs.
 *
 * Where clocks are changed: a time that is leapt over comes once, at the moment after the leap; one that is
 * shown twice comes once, the first time. A schedule of every hour follows the hours that pass instead: each
 * showing counts, and what is leapt over does not come.
 */
export function occurrencesBetween(options: Schedule & { after: Instant; until: Instant }): Instant[] {
  return collect(readCron(options.expression), { offset: 0, ...options, limit: MOST_OCCURRENCES });
}

/** The latest time not after `atOrBefore` at which a schedule came due; undefined when there was none since `notBefore`. */
export function lastOccurrence(
  options: Schedule & { atOrBefore: Instant; notBefore: Instant },
): Instant | undefined {
  const { expression, timezone, offset = 0, atOrBefore: until, notBefore } = options;
  const fields = readCron(expression);
  // The near past first, for a schedule of every second has a long far past.
  for (let reach: Duration = HOUR; ; reach *= 4) {
    const after = Math.max(until - reach, notBefore - 1);
    const last = collect(fields, { timezone, offset, after, until, limit: Infinity }).at(-1);
    if (last !== undefined || after < notBefore) return last;
  }
}

/** Returns the first `count` times after `after` at which a schedule comes due, oldest first; fewer where no more come until `notAfter`. */
export function nextOccurrences(
  options: Schedule & { after: Instant; count: number; notAfter?: Instant },
): Instant[] {
  const { expression, timezone, offset = 0, after, count, notAfter = after + FARTHEST } = options;
  const fields = readCron(expression);
  for (let reach: Duration = HOUR; ; reach *= 4) {
    const until = Math.min(after + reach, notAfter);
    const next = collect(fields, { timezone, offset, after, until, limit: count });
    if (next.length === count || until === notAfter) return next;
  }
}

/** Says whether a schedule comes due on any day at all. */
export function everComesDue(expression: string): boolean {
  const fields = readCron(expression);
  for (let midnight = 0; midnight < FARTHEST; midnight += DAY) if (fields.isDue(midnight)) return true;
  return false;
}

/** The rarest day comes once in 40 years: a fifth Monday of February, where a century has no leap day. */
const FARTHEST: Duration = 41 * 366 * DAY;

interface Span {
  timezone: string;
  offset: Duration;
  after: Instant;
  until: Instant;
  limit: number;
}

/** No zone turned its clock back by more; as far may a time lie before one of an earlier wall-clock hour. */
const LONGEST_FOLD: Duration = 3 * HOUR;

function collect(fields: CronFields, { offset, after, until, ...span }: Span): Instant[] {
  const times = collectTimes(fields, { ...span, after: after - offset, until: until - offset });
  return times.map((time) => time + offset);
}

/** Steps through the hours of the wall clock: these are few, whatever the seconds field says. */
function collectTimes(
  fields: CronFields,
  { timezone, after, until, limit }: Omit<Span, 'offset'>,
): Instant[] {
  const { first, last } = localReach({ timezone, after, until });
  const found = new Set<Instant>();
  let day: Day | undefined;
  let end = last;
  for (let hour = first; hour <= end; hour += HOUR) {
    const midnight = floor(hour, DAY);
    if (day?.midnight !== midnight) day = lookAt(midnight, fields, timezone);
    if (!day.isDue) hour = midnight + DAY - HOUR;
    else if (fields.hours.has((hour - midnight) / HOUR)) {
      for (const instant of day.instants(hour)) {
        if (instant > after && instant <= until) found.add(instant);
        if (found.size >= limit && day.isSteady) break;
      }
    }
    if (found.size >= limit) end = Math.min(end, day.isSteady ? hour : hour + LONGEST_FOLD);
  }
  return [...found].toSorted((a, b) => a - b).slice(0, limit);
}

/** The hours that a wall clock may show in the span; a little more where clocks are changed near its ends. */
function localReach({ timezone, after, until }: Pick<Span, 'timezone' | 'after' | 'until'>) {
  const offsets = [after, until].flatMap((end) =>
    [-DAY, 0, DAY].map((offset) => zoneOffset(end + offset, timezone)),
  );
  return { first: floor(after + Math.min(...offsets), HOUR), last: until + Math.max(...offsets) };
}

interface Day {
  midnight: LocalTime;
  isDue: boolean;
  /** True when no clock is changed near it: what the clock shows later comes later. */
  isSteady: boolean;
  /** When the schedule comes due while the wall clock shows the hour that begins at `hour`. */
  instants(hour: LocalTime): Iterable<Instant>;
}

function lookAt(midnight: LocalTime, fields: CronFields, timezone: string): Day {
  if (!fields.isDue(midnight)) return { midnight, isDue: false, isSteady: false, instants: () => [] };
  const isEveryHour = fields.hours.size === 24;
  const offsets = readOffsets({ from: midnight, until: midnight + DAY }, timezone);
  const toInstants = (time: LocalTime) =>
    isEveryHour ? instantsOf(time, offsets) : [firstInstantOf(time, offsets)];
  return {
    midnight,
    isDue: true,
    isSteady: offsets.before === offsets.after,
    instants: (hour) => timesIn(hour, fields).flatMap(toInstants),
  };
}

function timesIn(hour: LocalTime, { minutes, seconds }: CronFields): IteratorObject<LocalTime> {
  return minutes
    .values()
    .flatMap((minute) => seconds.values().map((second) => hour + minute * MINUTE + second * SECOND));
}

function floor(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
