import { type DeliveryHint, toDeliveryHint } from '../../core/delivery-hint.ts';
import type { Database } from '../sqlite/store.ts';

/** The last answer of a channel that was no acceptance. */
export interface LastFailure {
  reason: string;
  response: string;
  hint: DeliveryHint | undefined;
}

/** `undefined` when the channel took the last message, or was never tried. */
export async function lastFailure(db: Database, channel: string): Promise<LastFailure | undefined> {
  const last = await db
    .selectFrom('attempt')
    .innerJoin('outbox', 'outbox.id', 'attempt.outbox')
    .select(['attempt.outcome', 'attempt.reason', 'attempt.response', 'attempt.hint'])
    .where('outbox.channel', '=', channel)
    .where('attempt.ended_at', 'is not', null)
    .orderBy('attempt.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined || last.outcome === 'delivered') return undefined;
  const { reason, response, hint } = last;
  return { reason: reason ?? '', response: response ?? '', hint: toDeliveryHint(hint ?? '') };
}
