import { LONGEST_PAUSE } from '../store/outbox.ts';
import { SECOND, type Duration } from '../time.ts';

const FIRST: Duration = 5 * SECOND;

/**
 * How long to wait after the `attempt`-th failed one (counted from 1): about 5 s, then doubling up to 15 min,
 * each jittered down by up to a fifth so that entries that failed together do not come back together.
 * @param random a number from 0 up to 1.
 */
export function backoff(attempt: number, random: number): Duration {
  const full = Math.min(LONGEST_PAUSE, FIRST * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full * (1 - 0.2 * random));
}
