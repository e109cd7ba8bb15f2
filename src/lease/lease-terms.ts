import { SECOND, type Duration } from '../platform/time.ts';

/** The time for which a lease holds without a renewal, by the database's clock. */
export const LEASE_TTL_SECONDS = 15;

/** The time between the moment at which a holder stops and the moment from which others may begin. */
const MARGIN: Duration = 3 * SECOND;

/** The time for which a holder works without a renewal, by its own monotonic clock from before the request left. */
export const HELD_FOR: Duration = LEASE_TTL_SECONDS * SECOND - MARGIN;

/** The pause between two renewals. One may fail. */
export const RENEW_EVERY: Duration = 5 * SECOND;

/** The time after which no answer of the table is a failure. The next renewal comes in time. */
export const ANSWER_WITHIN: Duration = 4 * SECOND;

/** The pause between two looks for leases that nobody holds. */
export const LOOK_EVERY: Duration = SECOND;

/** The pause between two looks whether a lease is over. */
export const WATCH_EVERY: Duration = SECOND / 2;

/** The time for which a replica leaves a free lease to the replica that should hold it. */
export const DEFERENCE: Duration = 2 * SECOND;

/** The pause between two moves, so that a join disturbs few polls at a time. */
export const MOVE_EVERY: Duration = 10 * SECOND;

/** The time for which a replica is shown after its last sign of life. */
export const SHOWN_FOR_HOURS = 1;
