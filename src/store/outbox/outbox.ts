import type { DeliveryHint } from '../../core/delivery-hint.ts';
import type { Message } from '../../core/message/message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { HeldBy } from '../schema/outbox-tables.ts';
import { conversationOf, forgetConversation, keepConversation } from './conversations.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** One recipient's copy of a notification, on its way. */
export interface OutboxEntry {
  id: number;
  attemptId: number;
  recipient: string;
  /** The number of this attempt, counted from 1. */
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
  /** Set when the thread is gone that it was written in. */
  isThreadGone?: true;
  /** False when nothing of the message can have reached the other side. */
  offered?: boolean;
}

/**
 * Claims the entries of one message, and opens the attempt of each. The first counts for the rate. To be called by the
 * process that holds the store's lock.
 */
export async function claim(
  trx: WriteTransaction,
  ids: readonly number[],
  now: Instant,
): Promise<OutboxEntry[]> {
  const [first, ...others] = ids;
  const claimed: OutboxEntry[] = [];
  for (const id of ids) {
    claimed.push(await claimOne(trx, { id, now, mergedInto: others.length > 0 ? first : undefined }));
  }
  return claimed;
}

async function claimOne(
  trx: WriteTransaction,
  { id, now, mergedInto }: { id: number; now: Instant; mergedInto: number | undefined },
): Promise<OutboxEntry> {
  const { notification, channel, recipient, attempts, unanswered } = await trx
    .updateTable('outbox')
    .set((eb) => ({
      state: 'claimed',
      attempts: eb('attempts', '+', 1),
      unanswered_at: null,
      merged_into: mergedInto ?? null,
    }))
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
    .values({
      outbox: id,
      channel,
      started_at: now,
      along: mergedInto === undefined || mergedInto === id ? 0 : 1,
      ...nothingYet,
    })
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

/** Notes that the final dot of the message under way stays unanswered: who dies now must not repeat it at once. */
export async function noteUnanswered(
  trx: WriteTransaction,
  entries: readonly OutboxEntry[],
  since: Instant,
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ unanswered_at: since, offered: 1 })
    .where('id', 'in', idsOf(entries))
    .where('state', '=', 'claimed')
    .execute();
}

/** The outcome for the entries of one message. */
export interface RecordedVerdict {
  verdict: AttemptResult;
  endedAt: Instant;
  retryAt: Instant;
  /** Undefined for what is settled. */
  heldBy?: HeldBy | undefined;
  /** True when each of them goes by itself from now on. */
  isTakenApart?: boolean;
}

/** Records how the attempt to send one message went: one verdict for all of its entries. */
export async function recordVerdict(
  trx: WriteTransaction,
  entries: readonly OutboxEntry[],
  { verdict, endedAt, retryAt, heldBy, isTakenApart }: RecordedVerdict,
): Promise<void> {
  const isSettled = verdict.outcome !== 'temporary';
  const attempts = entries.map(({ attemptId }) => attemptId);
  await trx
    .updateTable('attempt')
    .set({
      ended_at: endedAt,
      outcome: verdict.outcome,
      reason: verdict.reason ?? null,
      response: verdict.response,
      hint: verdict.hint ?? null,
    })
    .where('id', 'in', attempts)
    .execute();
  await trx
    .updateTable('outbox')
    .set((eb) => ({
      state: verdict.outcome === 'delivered' ? 'sent' : isSettled ? 'dead' : 'pending',
      next_attempt_at: retryAt,
      settled_at: isSettled ? endedAt : null,
      held_by: heldBy ?? null,
      ...(heldBy === 'unanswered' && { unanswered: eb('unanswered', '+', 1) }),
      ...(verdict.offered !== false && { offered: 1 }),
      ...(isTakenApart === true && { merged_into: null }),
    }))
    .where('id', 'in', idsOf(entries))
    .execute();
  const [only, ...others] = entries;
  // One message for several incidents begins a thread of none.
  if (only === undefined || others.length > 0) return;
  if (verdict.thread !== undefined) await keepConversation(trx, only, verdict.thread);
  if (verdict.isThreadGone) await forgetConversation(trx, only);
}

function idsOf(entries: readonly OutboxEntry[]): number[] {
  return entries.map(({ id }) => id);
}
