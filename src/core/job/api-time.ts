import { isPlausible, toIso, type Instant } from '../../platform/time.ts';

/**
 * Reads a time as the API writes it: `2022-06-27T15:23:10+0800`, also with `+08:00`, `Z`, or a blank
 * in place of `T`. Undefined for `-`, the empty string, a time that cannot be true, and anything else.
 */
export function parseApiTime(text: string): Instant | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:Z|([+-]\d{2}):?(\d{2}))$/i.exec(text);
  if (match === null) return undefined;
  const [, date, time, hours, minutes] = match;
  const instant = Date.parse(`${date}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return isPlausible(instant) ? instant : undefined;
}

const CHINA_OFFSET = 8 * 3_600_000;

/**
 * Writes an instant as the API's filters want it: `2022-06-27T15:23:10+0800`, rounded down to the second.
 * The offset is always `+0800`: every documented sample carries it, and no other is known to be accepted.
 */
export function toApiTime(instant: Instant): string {
  return `${toIso(instant + CHINA_OFFSET).slice(0, 19)}+0800`;
}
