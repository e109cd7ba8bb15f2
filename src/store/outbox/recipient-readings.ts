import type { BlockedRecipient, DeadRecipient, ServerAnswer } from '../../core/incident/self-check.ts';
import { sql } from 'kysely';
import type { DeliveryHint } from '../../core/delivery-hint.ts';
import type { Destination } from '../../core/receiver.ts';
import type { Instant } from '../../platform/time.ts';
import { eachOf } from '../dialect/listed.ts';
import type { Database } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

interface Answered {
  recipient: string;
  response: string | null;
  hint: DeliveryHint | null;
}

/** Returns those of these addresses that alone keep their messages from being taken, by name. */
export async function blockedRecipients(
  db: Database,
  { channel, recipients }: Destination,
): Promise<Omit<BlockedRecipient, 'name' | 'isMail'>[]> {
  const { rows } = await sql<Answered & { entries: number; since: Instant }>`
    SELECT recipient, entries, since, ${LAST_ANSWER} FROM (
      SELECT recipient, count(*) AS entries, min(created_at) AS since, max(outbox.id) AS newest
      FROM outbox ${thenJoin()} notification ON notification.id = outbox.notification
      WHERE channel = ${channel} AND state IN ('pending', 'claimed', 'dead') AND state <> 'dead'
        AND held_by = 'recipient' AND ${isOneOf(recipients)}
      GROUP BY recipient) AS blocked
    ORDER BY recipient`.execute(db);
  return rows.map((row) => ({
    recipient: row.recipient,
    entries: row.entries,
    since: row.since,
    answer: toAnswer(row),
  }));
}

/**
 * Returns those of these addresses with messages that were refused for good since then and are still not delivered,
 * also when they are tried again. By name.
 */
export async function deadRecipients(
  db: Database,
  { channel, recipients, since }: Destination & { since: Instant },
): Promise<Omit<DeadRecipient, 'name' | 'isMail'>[]> {
  const { rows } = await sql<Answered & { died: Instant | null; taken: Instant | null }>`
    SELECT recipient, died, ${LAST_ANSWER},
      (SELECT max(settled_at) FROM outbox AS sent
        WHERE sent.recipient = dead.recipient AND sent.state = 'sent') AS taken
    FROM (
      SELECT recipient, max(settled_at) AS died, max(id) AS newest FROM outbox
      WHERE channel = ${channel} AND state IN ('pending', 'claimed', 'dead') AND ${isOneOf(recipients)}
        AND CASE state WHEN 'dead' THEN settled_at >= ${since} ELSE attempts > 0 AND ${WAS_REFUSED} END
      GROUP BY recipient) AS dead
    ORDER BY recipient`.execute(db);
  return rows.map((row) => ({
    recipient: row.recipient,
    refusedSince: row.died !== null && row.died > (row.taken ?? 0) ? (row.taken ?? 0) : undefined,
    answer: toAnswer(row),
  }));
}

/** Returns those of these addresses that got a message since then, after it had been refused for good. */
export async function deliveredAfterAll(
  db: Database,
  { channel, recipients, since }: Destination & { since: Instant },
): Promise<string[]> {
  const { rows } = await sql<{ recipient: string }>`
    SELECT DISTINCT recipient FROM outbox
    WHERE channel = ${channel} AND state = 'sent' AND settled_at IS NOT NULL AND settled_at >= ${since}
      AND ${isOneOf(recipients)} AND ${WAS_REFUSED}`.execute(db);
  return rows.map(({ recipient }) => recipient);
}

const WAS_REFUSED = sql`EXISTS (
  SELECT 1 FROM attempt WHERE attempt.outbox = outbox.id AND attempt.outcome = 'permanent')`;

/** The columns `response` and `hint`: what was said last to the entry `newest`. */
const LAST_ANSWER = sql`
  (SELECT response FROM attempt WHERE outbox = newest AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1) AS response,
  (SELECT hint FROM attempt WHERE outbox = newest AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1) AS hint`;

function isOneOf(recipients: readonly string[]) {
  return sql`recipient IN ${eachOf(recipients)}`;
}

function toAnswer({ response, hint }: Answered): ServerAnswer | undefined {
  return response === null ? undefined : { response, hint: hint ?? undefined };
}
