import { type DeliveryHint, toDeliveryHint } from '../../core/delivery-hint.ts';
import { type Lane, ofLane } from './lane.ts';
import type { Database } from '../database.ts';

/** The last answer that was no acceptance. */
export interface LastFailure {
  reason: string;
  response: string;
  hint: DeliveryHint | undefined;
}

/**
 * Returns the last failure that a message to this recipient would meet again. `undefined` when the last message was
 * taken, or none was tried. Where one server takes the messages for all recipients, its last answer counts, too, unless
 * it was about another recipient alone.
 */
export async function lastFailure(
  db: Database,
  { channel, recipient, isShared }: { channel: string; recipient: string; isShared: boolean },
): Promise<LastFailure | undefined> {
  const own = await lastAnswer(db, { channel, recipient });
  if (own !== undefined || !isShared) return own;
  return await lastAnswer(db, { channel });
}

async function lastAnswer(db: Database, lane: Lane): Promise<LastFailure | undefined> {
  const last = await db
    .selectFrom('attempt')
    .innerJoin('outbox', 'outbox.id', 'attempt.outbox')
    .select(['attempt.outcome', 'attempt.reason', 'attempt.response', 'attempt.hint', 'outbox.held_by'])
    .where(ofLane(lane))
    .where('attempt.ended_at', 'is not', null)
    .orderBy('attempt.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || last.outcome === 'delivered') return undefined;
  const isOfOneAlone = last.outcome === 'permanent' || last.held_by === 'recipient';
  if (lane.recipient === undefined && isOfOneAlone) return undefined;
  const { reason, response, hint } = last;
  return { reason: reason ?? '', response: response ?? '', hint: toDeliveryHint(hint ?? '') };
}
