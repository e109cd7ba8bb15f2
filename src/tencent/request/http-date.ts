import { isPlausible, type Instant } from '../../platform/time.ts';

/**
 * Reads the date of a header: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7, the one form that is sent today).
 * Undefined for anything else, and for one that cannot be true. `Date.parse` alone takes `-1` for a day of 2001.
 */
export function parseHttpDate(text: string): Instant | undefined {
  const instant = Date.parse(text);
  return isPlausible(instant) && new Date(instant).toUTCString() === text ? instant : undefined;
}
