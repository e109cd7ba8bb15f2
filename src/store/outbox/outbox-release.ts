import { sql, type ExpressionBuilder } from 'kysely';
import { SECOND, type Duration, type Instant } from '../../platform/time.ts';
import type { Schema } from '../schema/schema.ts';
import { ofLane, type Lane } from './lane.ts';
import { UNANSWERED_PAUSE } from './due-entries.ts';
import type { WriteTransaction } from '../database.ts';
import { greater, lesser } from '../dialect/extremes.ts';

/**
 * Makes entries due because a message was taken: those that the lane or a refusal of us held, and those of the
 * recipient that took it. None is due sooner than some seconds after its last attempt. An unanswered entry may have
 * been delivered, so it keeps its time.
 */
export async function releaseHeld(
  trx: WriteTransaction,
  taken: { lane: Lane; recipient: string; now: Instant },
): Promise<void> {
  const { lane, recipient, now } = taken;
  const rested = sql`${LEAST_PAUSE} + coalesce(
    (SELECT max(ended_at) FROM attempt WHERE attempt.outbox = outbox.id AND held_by <> 'channel'), 0)`;
  await sql`
    UPDATE outbox SET next_attempt_at = ${lesser(sql`next_attempt_at`, greater(sql`${now}`, rested))}
    WHERE channel = ${lane.channel} AND state = 'pending' AND next_attempt_at > ${now}
      ${lane.recipient === undefined ? sql`` : sql`AND recipient = ${lane.recipient}`}
      AND (held_by IN ('channel', 'us') OR held_by = 'recipient' AND recipient = ${recipient})`.execute(trx);
}

/** Between two attempts of one entry that is not held by the channel alone. */
const LEAST_PAUSE: Duration = 5 * SECOND;

/** Makes all that waits due, for the configuration or the process is a new one; but not what was not answered. */
export async function releaseAll(
  trx: WriteTransaction,
  { now, ...lane }: Lane & { now: Instant },
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ next_attempt_at: now })
    .where(ofLane(lane))
    .where('state', '=', sql.lit('pending'))
    .where('held_by', 'is distinct from', 'unanswered')
    .where('next_attempt_at', '>', now)
    .execute();
}

/**
 * Takes back what a dead process had claimed: whether the server took it is not known, so it is due again, with the same
 * `Message-ID`. One whose final dot was known to stay unanswered waits as if the process had lived. To be called once, by
 * the process that holds the store's lock, or the lease of the lane.
 * @param lane left out: of all lanes
 */
export async function reclaimInterrupted(trx: WriteTransaction, now: Instant, lane?: Lane): Promise<void> {
  const isOfLane = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
    lane === undefined ? sql<boolean>`TRUE` : ofLane(lane)(eb);
  await trx
    .updateTable('outbox')
    .set((eb) => ({
      state: 'pending',
      next_attempt_at: sql<number>`unanswered_at + ${UNANSWERED_PAUSE}`,
      held_by: 'unanswered',
      unanswered: eb('unanswered', '+', 1),
    }))
    .where('state', '=', sql.lit('claimed'))
    .where('unanswered_at', 'is not', null)
    .where(isOfLane)
    .execute();
  await trx
    .updateTable('outbox')
    .set({ state: 'pending', next_attempt_at: now, offered: 1 })
    .where('state', '=', sql.lit('claimed'))
    .where(isOfLane)
    .execute();
}
