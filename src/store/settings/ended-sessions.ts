import { HOUR, type Duration, type Instant } from '../../platform/time.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** A session that somebody ended before its time. */
export interface EndedSession {
  /** A keyed hash. */
  key: string;
  /** When it would have ended by itself. */
  until: Instant;
}

/** The clocks of replicas differ: a session that is over for one is not yet over for another. */
const KEPT_LONGER: Duration = HOUR;

/** Remembers that a session has ended, and forgets those whose time is over. */
export async function keepEndedSession(
  trx: WriteTransaction,
  { key, until }: EndedSession,
  now: Instant,
): Promise<void> {
  await trx
    .deleteFrom('ended_session')
    .where('until_at', '<=', now - KEPT_LONGER)
    .execute();
  const row = { key, until_at: until };
  await trx
    .insertInto('ended_session')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Says whether somebody ended the session with this key. */
export async function hasSessionEnded(db: Database, key: string): Promise<boolean> {
  const row = await db.selectFrom('ended_session').select('key').where('key', '=', key).executeTakeFirst();
  return row !== undefined;
}
