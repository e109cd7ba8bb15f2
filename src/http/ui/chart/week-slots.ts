import { firstInstantOf, readOffsets, toLocalTime, type LocalTime } from '../../../platform/local-time.ts';
import type { Slot } from '../../../store/views/slot.ts';
import { DAY, type Duration, type Instant } from '../../../platform/time.ts';

const DAYS = 7;

/** The last seven days of a zone, today included, cut into stretches of its wall clock; `length` divides a day. */
export function weekSlots(asked: { now: Instant; timezone: string; length: Duration }): readonly Slot[] {
  const { now, timezone, length } = asked;
  const today = Math.floor(toLocalTime(now, timezone) / DAY) * DAY;
  const first = today - (DAYS - 1) * DAY;
  const instant = (local: LocalTime) =>
    firstInstantOf(local, readOffsets({ from: local, until: local }, timezone));
  const borders = Array.from({ length: (DAYS * DAY) / length + 1 }, (_, index) =>
    instant(first + index * length),
  );
  return borders.slice(1).map((until, index) => ({ from: borders[index] ?? until, until }));
}
