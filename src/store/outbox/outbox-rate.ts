import type { ExpressionBuilder } from 'kysely';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import { attemptsOfLane, type Lane } from './lane.ts';
import { dueOf } from './due-entries.ts';
import type { Schema } from '../schema/schema.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** Returns the number of messages of the lane that the other side may have counted in the last minute. */
export async function offeredLately(
  db: Database,
  { now, ...lane }: Lane & { now: Instant },
): Promise<number> {
  const { offers } = await db
    .selectFrom('attempt')
    .select(({ fn }) => fn.countAll<number>().as('offers'))
    .where(attemptsOfLane(lane))
    .where('started_at', '>', now - MINUTE)
    .where('started_at', '<=', now)
    .where('along', '=', 0)
    .where(mayHaveBeenOffered)
    .executeTakeFirstOrThrow();
  return offers;
}

/** Messages that may be offered in any span of this length. */
export interface Rate {
  most: number;
  per: Duration;
}

/** Returns when the next message of the lane may be offered without passing a rate. `undefined` when it may now. */
export async function rateLimitedUntil(
  db: Database,
  limit: Lane & Rate & { now: Instant },
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('attempt')
    .select('started_at')
    .where(attemptsOfLane(limit))
    .where('started_at', '>', limit.now - limit.per)
    .where('started_at', '<=', limit.now)
    .where('along', '=', 0)
    .where(mayHaveBeenOffered)
    .orderBy('started_at', 'desc')
    .limit(1)
    .offset(limit.most - 1)
    .executeTakeFirst();
  return row === undefined ? undefined : row.started_at + limit.per;
}

/**
 * Selects the attempts that the other side may have counted. What failed before a message could be offered must not use up
 * the rate of those that can be; what was handed over and not answered has used it.
 */
function mayHaveBeenOffered(eb: ExpressionBuilder<Schema, 'attempt'>) {
  const heldBy = eb.selectFrom('outbox').select('held_by').whereRef('outbox.id', '=', 'attempt.outbox');
  return eb.or([
    eb('reason', 'is', null),
    eb('reason', 'not in', ['network', 'tls', 'auth']),
    eb(heldBy, '=', 'unanswered'),
  ]);
}

/** Returns whether an entry of the lane is due that `holdByRate` has not noted yet. */
export async function isAnyToHold(db: Database, { now, ...lane }: Lane & { now: Instant }): Promise<boolean> {
  const unnoted = dueOf(db, lane, now).where('rate_capped_at', 'is', null);
  return (await unnoted.select('outbox.id').limit(1).executeTakeFirst()) !== undefined;
}

/** Notes which entries of the lane are due and must wait for its rate. Returns how many of them had not to before. */
export async function holdByRate(
  trx: WriteTransaction,
  { now, ...lane }: Lane & { now: Instant },
): Promise<number> {
  const held = dueOf(trx, lane, now).where('rate_capped_at', 'is', null).select('outbox.id');
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ rate_capped_at: now })
    .where('id', 'in', held)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
