import { formatInstant, type Instant } from '../../platform/time.ts';

/** A time in a column whose head names the zone: `2026-11-23 09:15:02`. */
export function tableTime(at: Instant, timezone: string): string {
  return formatInstant(at, timezone).slice(0, -timezone.length - 1);
}

/** The head of a column of times, with their zone. */
export function inZone(head: string, timezone: string): string {
  return `${head} (${timezone})`;
}
