import { MINUTE, SECOND, type Instant } from '../../../src/platform/time.ts';

/** The longest time between the start of an offer and its arrival here, on a loaded machine. */
const ON_THE_WAY = 2 * SECOND;

/** The most that arrived in any minute; two seconds less, for a late first arrival makes no crowd. */
export function busiestMinute(arrivals: readonly Instant[]): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, arrival] of sorted.entries()) {
    while ((sorted[first] ?? arrival) <= arrival - (MINUTE - ON_THE_WAY)) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
