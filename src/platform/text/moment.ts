import { firstInstantOf, readOffsets } from '../local-time.ts';
import { HOUR, MINUTE, SECOND, type Instant } from '../time.ts';

/**
 * Reads a moment that a person typed: ISO 8601 with an offset (`2026-11-23T08:00+08:00`, `…Z`), or `2026-11-23 08:00`
 * on the wall clock of the zone. There, what is leapt over is the moment after the leap, and what is shown twice is
 * the first showing. Undefined for anything else.
 */
export function parseMoment(text: string, timezone: string): Instant | undefined {
  const match = MOMENT.exec(text);
  if (match === null) return undefined;
  const { date = '', hour, minute, second = '0', sign, offsetHour, offsetMinute } = match.groups ?? {};
  const midnight = Date.parse(`${date}T00:00Z`);
  // A day that is not in the calendar is read as one of the next month.
  if (!Number.isFinite(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  const local =
    midnight + Number(hour) * HOUR + Number(minute) * MINUTE + Math.round(Number(second) * SECOND);
  if (match.groups?.['zone'] === undefined) {
    return firstInstantOf(local, readOffsets({ from: local, until: local }, timezone));
  }
  const offset = Number(offsetHour ?? 0) * HOUR + Number(offsetMinute ?? 0) * MINUTE;
  return sign === '-' ? local + offset : local - offset;
}

const MOMENT =
  /^(?<date>\d{4}-\d\d-\d\d)[T ](?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d(?:\.\d{1,3})?))?(?<zone>Z|(?<sign>[+-])(?<offsetHour>[01]\d|2[0-3]):?(?<offsetMinute>[0-5]\d))?$/;
