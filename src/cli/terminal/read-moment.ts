import { firstInstantOf, readOffsets } from '../../platform/local-time.ts';
import type { Instant } from '../../platform/time.ts';
import { parseSpan } from './parse-span.ts';

/**
 * Reads a moment that is past: a span before now (`7d`), a time with its offset (`2026-11-23T09:15:00Z`), or one on
 * the wall clock of the zone (`2026-11-23`, `2026-11-23 09:15`).
 * Undefined for anything else.
 */
export function readMoment(
  typed: string,
  { now, timezone }: { now: Instant; timezone: string },
): Instant | undefined {
  const span = parseSpan(typed);
  if (span !== undefined) return now - span;
  const [, date, time = '00:00', offset] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?(Z|[+-]\d\d:\d\d)?$/.exec(
      typed.normalize('NFKC').trim(),
    ) ?? [];
  const instant = Date.parse(`${date}T${time}${offset ?? 'Z'}`);
  if (Number.isNaN(instant)) return undefined;
  if (offset !== undefined) return instant;
  return firstInstantOf(instant, readOffsets({ from: instant, until: instant }, timezone));
}
