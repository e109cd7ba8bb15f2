import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import { dueAgain } from './resend.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

/** Which undeliverable notifications to send again. */
export interface ResendWish {
  /** Only those to this receiver. */
  receiver?: string | undefined;
  /** Only those that were given up at that time or later. */
  since?: Instant | undefined;
}

/** What became of the undeliverable notifications. Whoever asks twice gets 0 the second time. */
export interface ResentAll {
  /** Due again now. */
  resent: number;
  /** Still undeliverable, because their receiver is not configured any more. */
  receiverRemoved: number;
  /** Still undeliverable, because one request takes a bounded number: ask again. */
  left: number;
}

/** One transaction may not hold up delivery for long. */
const MOST: number = 10_000;

/**
 * Puts all undeliverable entries back into the outbox, due at once, the oldest first: the same messages, the same
 * `Message-ID`s. Their incidents remember who wanted it.
 */
export async function resendAll(
  trx: WriteTransaction,
  asked: ResendWish & {
    by: string;
    at: Instant;
    /** Names of the configured receivers. */
    receivers: readonly string[];
    /** How many entries to take at most. */
    most?: number;
  },
): Promise<ResentAll> {
  const { by, at, most = MOST } = asked;
  const dead = deadEntries(asked);
  const isConfigured = sql`receiver IN (SELECT value FROM json_each(${JSON.stringify(asked.receivers)}))`;
  const { rows } = await sql<{ entries: number; configured: number }>`
    SELECT count(*) AS entries, coalesce(sum(${isConfigured}), 0) AS configured FROM ${dead}`.execute(trx);
  const { entries = 0, configured = 0 } = rows[0] ?? {};
  const ids = await sql<{ id: number }>`
    SELECT id FROM ${dead} WHERE ${isConfigured} ORDER BY id LIMIT ${most}`.execute(trx);
  const taken = sql<number>`(SELECT value FROM json_each(${JSON.stringify(ids.rows.map(({ id }) => id))}))`;
  await sql`
    INSERT INTO incident_event (incident, at, kind, reason, receiver, notification, detail)
    SELECT thread.incident, ${at}, 'resent', 'hand', notification.receiver, notification.id,
      outbox.recipient || ': ' || ${by}
    FROM outbox JOIN notification ON notification.id = outbox.notification
      JOIN thread ON thread.id = notification.thread OR thread.opened_by = notification.id
    WHERE outbox.id IN ${taken}`.execute(trx);
  await trx.updateTable('outbox').set(dueAgain(at)).where('id', 'in', taken).execute();
  const resent = ids.rows.length;
  return { resent, receiverRemoved: entries - configured, left: configured - resent };
}

/** By the index on entries that are dead: few are. */
function deadEntries({ receiver, since }: ResendWish) {
  return sql`(
    SELECT outbox.id, receiver FROM outbox CROSS JOIN notification ON notification.id = outbox.notification
    WHERE outbox.state = 'dead' AND (${receiver ?? null} IS NULL OR receiver = ${receiver ?? null})
      AND (${since ?? null} IS NULL OR outbox.settled_at >= ${since ?? null}))`;
}
