import type { DeliveryHint } from '../../core/delivery-hint.ts';
import type { Message } from '../../core/message/message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { HeldBy } from '../schema/outbox-tables.ts';
import { conversationOf, keepConversation } from './conversations.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** One recipient's copy of a notification, on its way. */
export interface OutboxEntry {
  id: number;
  attemptId: number;
  recipient: string;
  /** Which attempt this is, counted from 1. */
  attempt: number;
  /** The number of earlier attempts that ended without an answer to the final dot. */
  unanswered: number;
  message: Message;
  detectedAt: Instant;
  notification: number;
  channel: string;
  /** The thread that an earlier message of its incident began at the recipient. `undefined`: none that is known. */
  conversation: string | undefined;
}

/** The channel's verdict on an attempt. */
export interface AttemptResult {
  outcome: 'delivered' | 'temporary' | 'permanent';
  /** Absent when it was delivered. */
  reason?: string;
  response: string;
  /** Advice for the operator. */
  hint?: DeliveryHint | undefined;
  /** The thread for later messages of its incident at this recipient. */
  thread?: string | undefined;
  /** False when nothing of the message can have reached the other side. */
  offered?: boolean;
}

/**
 * Claims one entry and opens its attempt. An entry that goes along with another, in one message, does not count for the
 * rate. To be called by the process that holds the store's lock.
 */
export async function claim(
  trx: WriteTransaction,
  id: number,
  now: Instant,
  { isAlong = false }: { isAlong?: boolean } = {},
): Promise<OutboxEntry> {
  const { notification, channel, recipient, attempts, unanswered } = await trx
    .updateTable('outbox')
    .set((eb) => ({ state: 'claimed', attempts: eb('attempts', '+', 1), unanswered_at: null }))
    .where('id', '=', id)
    .returning(['notification', 'channel', 'recipient', 'attempts', 'unanswered'])
    .executeTakeFirstOrThrow();
  const { message, detected_at: detectedAt } = await trx
    .selectFrom('notification')
    .select(['message', 'detected_at'])
    .where('id', '=', notification)
    .executeTakeFirstOrThrow();
  const nothingYet = { ended_at: null, outcome: null, reason: null, response: null };
  const { id: attemptId } = await trx
    .insertInto('attempt')
    .values({ outbox: id, channel, started_at: now, along: isAlong ? 1 : 0, ...nothingYet })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    id,
    attemptId,
    recipient,
    attempt: attempts,
    unanswered,
    message: {
      ...fromJson<Message>(message),
      recipients: await recipientsOf(trx, { notification, channel }),
    },
    detectedAt,
    notification,
    channel,
    conversation: await conversationOf(trx, { notification, channel, recipient }),
  };
}

async function recipientsOf(
  db: Database,
  { notification, channel }: { notification: number; channel: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('recipient')
    .where('notification', '=', notification)
    .where('channel', '=', channel)
    .orderBy('id')
    .execute();
  return rows.map(({ recipient }) => recipient);
}

/** Notes that the final dot of the attempt under way stays unanswered: who dies now must not repeat it at once. */
export async function noteUnanswered(
  trx: WriteTransaction,
  { id }: OutboxEntry,
  since: Instant,
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ unanswered_at: since, offered: 1 })
    .where('id', '=', id)
    .where('state', '=', 'claimed')
    .execute();
}

/** Records how the attempt went and what becomes of the entry. */
export async function recordVerdict(
  trx: WriteTransaction,
  entry: OutboxEntry,
  recorded: {
    verdict: AttemptResult;
    endedAt: Instant;
    retryAt: Instant;
    /** Undefined for what is settled. */
    heldBy?: HeldBy | undefined;
  },
): Promise<void> {
  const { verdict, endedAt } = recorded;
  const isSettled = verdict.outcome !== 'temporary';
  await trx
    .updateTable('attempt')
    .set({
      ended_at: endedAt,
      outcome: verdict.outcome,
      reason: verdict.reason ?? null,
      response: verdict.response,
      hint: verdict.hint ?? null,
    })
    .where('id', '=', entry.attemptId)
    .execute();
  await trx
    .updateTable('outbox')
    .set((eb) => ({
      state: verdict.outcome === 'delivered' ? 'sent' : isSettled ? 'dead' : 'pending',
      next_attempt_at: recorded.retryAt,
      settled_at: isSettled ? endedAt : null,
      held_by: recorded.heldBy ?? null,
      ...(recorded.heldBy === 'unanswered' && { unanswered: eb('unanswered', '+', 1) }),
      ...(verdict.offered !== false && { offered: 1 }),
    }))
    .where('id', '=', entry.id)
    .execute();
  if (verdict.thread !== undefined) await keepConversation(trx, entry, verdict.thread);
}
