/** A point in time: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A span of time in milliseconds. */
export type Duration = number;

/**
 * Says whether a time of another machine can be true. Before 1970 and from 2100 on, no job was made and no key ends:
 * such a time is wrong or hostile. Also false for NaN.
 */
export function isPlausible(instant: Instant): boolean {
  return instant >= 0 && instant < YEAR_2100;
}

/** The instant, or the nearest with a year of four digits: a stored time that is absurd is shown, too, and throws nowhere. */
export function showable(instant: Instant): Instant {
  return Number.isNaN(instant) ? 0 : Math.min(Math.max(instant, YEAR_0), YEAR_9999_END);
}

/** Writes an instant as ISO 8601 in UTC: `2026-11-23T09:15:02.000Z`. Never throws. */
export function toIso(instant: Instant): string {
  return new Date(showable(instant)).toISOString();
}

const YEAR_0: Instant = Date.parse('0000-01-01T00:00:00Z');
const YEAR_9999_END: Instant = Date.UTC(9999, 11, 31, 23, 59, 59);
const YEAR_2100: Instant = Date.UTC(2100, 0);

export const SECOND: Duration = 1_000;
export const MINUTE: Duration = 60 * SECOND;
export const HOUR: Duration = 60 * MINUTE;
export const DAY: Duration = 24 * HOUR;
/** Stands for a time that only a person's act brings. */
export const NEVER: Instant = Date.UTC(9999, 11, 31);

/** A source of time. It comes in by constructor, so that a test moves it instead of sleeping. */
export interface Clock {
  now(): Instant;
  /** Milliseconds from an arbitrary start that never jump; for measuring how long something took. */
  monotonic(): Duration;
  /** Resolves after `duration`; rejects with the signal's reason as soon as the signal aborts. */
  sleep(duration: Duration, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(duration, signal) {
    let left = duration;
    for (; left > LONGEST_TIMER; left -= LONGEST_TIMER) await timer(LONGEST_TIMER, signal);
    await timer(left, signal);
  },
};

/** The longest span of a timer. A longer one would go off at once. */
const LONGEST_TIMER: Duration = 2 ** 31 - 1;

function timer(duration: Duration, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timeout);
      reject(signal.reason);
    };
    const timeout = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, duration);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

const UNITS: Readonly<Record<string, Duration>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** Reads `500ms`, `30s`, `5m`, `12h`, `90d`; undefined for anything else (`1h30m`, `5 m`, `1e3s`, `-1s`). */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text);
  const unit = UNITS[match?.[2] ?? ''];
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}

/** Writes a span as `parseDuration` reads it, in its largest whole unit: `90s` stays `90s`, `120s` becomes `2m`. */
export function writeDuration(span: Duration): string {
  const units: readonly (readonly [Duration, string])[] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ];
  const [size, unit] = units.find(([length]) => span >= length && span % length === 0) ?? [1, 'ms'];
  return span === 0 ? '0s' : `${span / size}${unit}`;
}

/** The units of a written span. */
export type DurationUnit = 'd' | 'h' | 'min' | 's';

const SHORT_UNITS: Readonly<Record<DurationUnit, string>> = { d: 'd', h: 'h', min: 'min', s: 's' };

/**
 * Writes a span for people, in the given words for the units: `2 h 10 min`, `45 s`, `3 d 4 h`, `0 s`. A negative span
 * reads as `0 s`.
 */
export function formatDuration(
  duration: Duration,
  units: Readonly<Record<DurationUnit, string>> = SHORT_UNITS,
): string {
  const seconds = Math.max(0, Math.floor(duration / SECOND));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), units.d],
    [Math.floor(seconds / 3_600) % 24, units.h],
    [Math.floor(seconds / 60) % 60, units.min],
    [seconds % 60, units.s],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return `0 ${units.s}`;
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** Writes an instant in an IANA zone with the zone's name: `2026-11-23 09:15:02 Asia/Shanghai`. Never throws. */
export function formatInstant(instant: Instant, timezone: string): string {
  return `${formatLocal(instant, timezone)} ${timezone}`;
}

/** Writes an instant in an IANA zone that is named elsewhere: `2026-11-23 09:15:02`. */
export function formatLocal(instant: Instant, timezone: string): string {
  const parts = new Map(
    zoneFormat(timezone)
      .formatToParts(showable(instant))
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return `${date} ${part('hour')}:${part('minute')}:${part('second')}`;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timezone: string): Intl.DateTimeFormat {
  let format = zoneFormats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    zoneFormats.set(timezone, format);
  }
  return format;
}
