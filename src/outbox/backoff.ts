import { LONGEST_PAUSE, LONGEST_UNANSWERED_PAUSE, UNANSWERED_PAUSE } from '../store/outbox/due-entries.ts';
import { MINUTE, SECOND, type Duration } from '../platform/time.ts';

interface Pauses {
  first: Duration;
  longest: Duration;
}

/** Of an entry that failed. */
export const ENTRY_PAUSES: Pauses = { first: 5 * SECOND, longest: LONGEST_PAUSE };
/** Of a channel that failed as a whole. */
export const CHANNEL_PAUSES: Pauses = { first: 5 * SECOND, longest: 2 * MINUTE };
/** Of a refused login: who asks more often is locked out. */
export const LOGIN_PAUSES: Pauses = { first: MINUTE, longest: LONGEST_PAUSE };
/** Of a message whose final dot was not answered: each repetition may be one mail too many. */
export const UNANSWERED_PAUSES: Pauses = { first: UNANSWERED_PAUSE, longest: LONGEST_UNANSWERED_PAUSE };

/** Returns the pause after the `attempt`-th failure in a row (counted from 1). It doubles from the first to the longest. */
export function backoff(attempt: number, { first, longest }: Pauses): Duration {
  return Math.min(longest, first * 2 ** Math.min(attempt - 1, 16));
}

/**
 * Shortens a pause by up to a fifth, so that entries that failed together do not come back together.
 * @param random a number from 0 up to 1.
 */
export function jittered(pause: Duration, random: number): Duration {
  return Math.round(pause * (1 - 0.2 * random));
}
