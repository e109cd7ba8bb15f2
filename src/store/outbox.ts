import { sql } from 'kysely';
import type { DeliveryHint } from '../alerts/delivery-hints.ts';
import type { Message } from '../alerts/message.ts';
import { MINUTE, type Duration, type Instant } from '../time.ts';
import { fromJson } from './json.ts';
import type { HeldBy } from './schema.ts';
import type { Database, WriteTransaction } from './store.ts';

/** One recipient's copy of a notification, on its way. */
export interface OutboxEntry {
  readonly id: number;
  readonly attemptId: number;
  readonly recipient: string;
  /** Which attempt this is, counted from 1. */
  readonly attempt: number;
  readonly message: Message;
  readonly detectedAt: Instant;
}

/** How an attempt went, as the channel judged it. */
export interface AttemptResult {
  readonly outcome: 'delivered' | 'temporary' | 'permanent';
  /** Absent when it was delivered. */
  readonly reason?: string;
  readonly response: string;
  /** What the operator can do. */
  readonly hint?: DeliveryHint | undefined;
  /** False when nothing of the message can have reached the other side. */
  readonly offered?: boolean;
}

/**
 * No pause between attempts is longer; an entry due later than that from now was dated by a clock that has
 * been set back since, and is due at once.
 */
export const LONGEST_PAUSE: Duration = 15 * MINUTE;

/** Ids of the entries that are due, longest due first; of one notification only, when it is given. */
export async function dueEntries(
  db: Database,
  due: {
    readonly channel: string;
    readonly now: Instant;
    readonly notification?: number | undefined;
    readonly limit?: number;
  },
): Promise<number[]> {
  let query = dueOf(db, due.channel, due.now).select('outbox.id');
  if (due.notification !== undefined) query = query.where('notification', '=', due.notification);
  if (due.limit !== undefined) query = query.limit(due.limit);
  return (await query.execute()).map(({ id }) => id);
}

function dueOf(db: Database, channel: string, now: Instant) {
  return db
    .selectFrom('outbox')
    .where('channel', '=', channel)
    .where('state', '=', sql.lit('pending'))
    .where((eb) => eb.or([eb('next_attempt_at', '<=', now), eb('next_attempt_at', '>', now + LONGEST_PAUSE)]))
    .orderBy('next_attempt_at')
    .orderBy('outbox.id');
}

/** Notes which entries are due and must wait for the channel's rate; returns how many of them had not to before. */
export async function holdByRate(
  trx: WriteTransaction,
  { channel, now }: { readonly channel: string; readonly now: Instant },
): Promise<number> {
  const held = dueOf(trx, channel, now).where('rate_capped_at', 'is', null).select('outbox.id');
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ rate_capped_at: now })
    .where('id', 'in', held)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Claims one entry and opens its attempt. To be called by the process that holds the store's lock. */
export async function claim(trx: WriteTransaction, id: number, now: Instant): Promise<OutboxEntry> {
  const { notification, channel, recipient, attempts } = await trx
    .updateTable('outbox')
    .set((eb) => ({ state: 'claimed', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .returning(['notification', 'channel', 'recipient', 'attempts'])
    .executeTakeFirstOrThrow();
  const { message, detected_at: detectedAt } = await trx
    .selectFrom('notification')
    .select(['message', 'detected_at'])
    .where('id', '=', notification)
    .executeTakeFirstOrThrow();
  const nothingYet = { ended_at: null, outcome: null, reason: null, response: null };
  const { id: attemptId } = await trx
    .insertInto('attempt')
    .values({ outbox: id, channel, started_at: now, ...nothingYet })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, attemptId, recipient, attempt: attempts, message: fromJson<Message>(message), detectedAt };
}

/** Records how the attempt went and what becomes of the entry. */
export async function recordVerdict(
  trx: WriteTransaction,
  entry: OutboxEntry,
  recorded: {
    readonly verdict: AttemptResult;
    readonly endedAt: Instant;
    readonly retryAt: Instant;
    /** Undefined for what is settled. */
    readonly heldBy?: HeldBy | undefined;
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
    .set({
      state: verdict.outcome === 'delivered' ? 'sent' : isSettled ? 'dead' : 'pending',
      next_attempt_at: recorded.retryAt,
      settled_at: isSettled ? endedAt : null,
      held_by: recorded.heldBy ?? null,
      ...(verdict.offered !== false && { offered: 1 }),
    })
    .where('id', '=', entry.id)
    .execute();
}

/** Makes all entries due that only the channel's failure held back; returns how many. */
export async function releaseHeld(trx: WriteTransaction, channel: string, now: Instant): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ next_attempt_at: now })
    .where('channel', '=', channel)
    .where('state', '=', sql.lit('pending'))
    .where('held_by', '=', 'channel')
    .where('next_attempt_at', '>', now)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/**
 * Takes back what a dead process had claimed: whether the server took it is not known, so it is due again,
 * with the same `Message-ID`. To be called once, by the process that holds the store's lock.
 */
export async function reclaimInterrupted(trx: WriteTransaction, now: Instant): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ state: 'pending', next_attempt_at: now, offered: 1 })
    .where('state', '=', sql.lit('claimed'))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** When the next pending entry is due; undefined when none is pending. May lie in the past. */
export async function nextDueAt(db: Database, channel: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('next_attempt_at')
    .where('channel', '=', channel)
    .where('state', '=', sql.lit('pending'))
    .orderBy('next_attempt_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_attempt_at;
}

/** When the channel may offer its next message without passing `maxPerMinute`; undefined when it may now. */
export async function rateLimitedUntil(
  db: Database,
  limit: { readonly channel: string; readonly maxPerMinute: number; readonly now: Instant },
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('attempt')
    .select('started_at')
    .where('channel', '=', limit.channel)
    .where('started_at', '>', limit.now - MINUTE)
    .where('started_at', '<=', limit.now)
    .orderBy('started_at', 'desc')
    .limit(1)
    .offset(limit.maxPerMinute - 1)
    .executeTakeFirst();
  return row === undefined ? undefined : row.started_at + MINUTE;
}
