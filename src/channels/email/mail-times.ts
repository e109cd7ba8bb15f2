import { DAY, formatInstant, type Instant } from '../../time.ts';
import type { Words } from './words/catalogue.ts';

/**
 * An instant in the configured zone and in UTC: `2026-11-23 09:15:02 Asia/Shanghai (01:15:02 UTC)`; the date again
 * where it differs, all of it once when the zone is UTC.
 */
export function instantInBothZones(instant: Instant, timezone: string, { times }: Words): string {
  const [utcDate, utcTime] = splitTime(instant, 'UTC');
  const [date, time] = splitTime(instant, timezone);
  const local = times.inZone(`${date} ${time}`, times.zone(timezone));
  if (isUtc(timezone)) return times.inZone(`${utcDate} ${utcTime}`, 'UTC');
  return times.both(local, times.inZone(utcDate === date ? utcTime : `${utcDate} ${utcTime}`, 'UTC'));
}

/** `09:15:02`, where date and zone are named elsewhere; `2026-11-22 09:15:02` when that is a day and more before `now`. */
export function rowInstant(instant: Instant, { timezone, now }: { timezone: string; now: Instant }): string {
  const [date, time] = splitTime(instant, timezone);
  return Math.abs(now - instant) < DAY ? time : `${date} ${time}`;
}

function splitTime(instant: Instant, timezone: string): [date: string, time: string] {
  const [date = '', time = ''] = formatInstant(instant, timezone).split(' ');
  return [date, time];
}

const UTC_NAMES = new Set(['utc', 'etc/utc', 'uct', 'etc/uct', 'zulu', 'etc/zulu']);

function isUtc(timezone: string): boolean {
  return UTC_NAMES.has(timezone.toLowerCase());
}
