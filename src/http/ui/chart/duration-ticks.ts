import { HOUR, MINUTE, SECOND, type Duration } from '../../../platform/time.ts';

/** Round durations up to the longest, not more than five. */
export function durationTicks(longest: Duration): readonly Duration[] {
  const step =
    STEPS.find((one) => longest / one <= MOST_TICKS) ?? Math.ceil(longest / MOST_TICKS / WEEK) * WEEK;
  return Array.from({ length: Math.max(1, Math.ceil(longest / step)) + 1 }, (_, index) => index * step);
}

const MOST_TICKS = 4;
const WEEK = 168 * HOUR;
const STEPS: readonly Duration[] = [
  ...[1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 6, 12, 24, 48].map((count) => count * HOUR),
];
