import { DAY, SECOND, showable, type Duration, type Instant } from './time.ts';

/** The time on a wall clock, as milliseconds from 1970-01-01 00:00 on that clock; means nothing without a zone. */
export type LocalTime = number;

/** Returns the time on the wall clock of the IANA zone at `instant`. */
export function toLocalTime(instant: Instant, timezone: string): LocalTime {
  return instant + zoneOffset(instant, timezone);
}

/** When the wall clock shows `local`: once as a rule, never in a gap (spring), twice in a fold (autumn). */
export function instantsOf(local: LocalTime, { before, after, changeAt }: Offsets): readonly Instant[] {
  const early = local - before;
  const late = local - after;
  return [...(early < changeAt ? [early] : []), ...(late >= changeAt ? [late] : [])];
}

/** The first moment at which the wall clock shows `local`, or has just leapt over it. */
export function firstInstantOf(local: LocalTime, offsets: Offsets): Instant {
  return instantsOf(local, offsets)[0] ?? offsets.changeAt;
}

/** The offsets of a zone's wall clock around some local times. */
export interface Offsets {
  before: Duration;
  /** Holds from `changeAt` on. */
  after: Duration;
  /** In the distant past where nothing changes. */
  changeAt: Instant;
}

/**
 * The offsets that hold while the wall clock shows `from` up to `until`; made once for many local times, for
 * asking the zone is what costs. Sees one change: keep the span to a few days.
 */
export function readOffsets(span: { from: LocalTime; until: LocalTime }, timezone: string): Offsets {
  // A day is further than any offset reaches.
  let [early, late] = [span.from - DAY, span.until + DAY];
  const [before, after] = [zoneOffset(early, timezone), zoneOffset(late, timezone)];
  if (before === after) return { before, after, changeAt: -Infinity };
  while (late - early > SECOND) {
    const middle = Math.floor((early + late) / 2 / SECOND) * SECOND;
    if (middle <= early) break;
    if (zoneOffset(middle, timezone) === before) early = middle;
    else late = middle;
  }
  return { before, after, changeAt: Math.floor(late / SECOND) * SECOND };
}

/** The zone's offset from UTC at `instant`, positive east of Greenwich. */
export function zoneOffset(instant: Instant, timezone: string): Duration {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  const shown = showable(instant);
  for (const { type, value } of clockFormat(timezone).formatToParts(shown)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(shown / SECOND) * SECOND;
}

/** Making a formatter costs more than a hundred uses of it. */
const clockFormats = new Map<string, Intl.DateTimeFormat>();

function clockFormat(timezone: string): Intl.DateTimeFormat {
  let format = clockFormats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clockFormats.set(timezone, format);
  }
  return format;
}
