import { LEASE_TTL_SECONDS } from '../lease/lease-terms.ts';

/** The time for which a lease holds without a renewal. */
export const TTL = `interval '${LEASE_TTL_SECONDS} seconds'`;

/** Nobody holds it. A time further ahead than any lease lasts was written before the database's clock was set back. */
export const IS_FREE = `lease.expires_at NOT BETWEEN clock_timestamp() AND clock_timestamp() + ${TTL}`;
