import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';

/** The present destinations of one receiver on one channel. */
export interface PresentPlaces {
  channel: string;
  receiver: string;
  recipients: readonly string[];
}

/** Entries that were given up, for their destination left the configuration. */
export interface GivenUp {
  channel: string;
  receiver: string;
  recipient: string;
  entries: number;
}

/**
 * Sends what waits for a destination that left the configuration to the receiver's present one: a URL was mended or
 * changed. Messages that are undeliverable are renamed, too, so that they can be sent again. Where the receiver has no
 * destination or several, the entry is given up. Returns what was given up.
 */
export async function redirectEntries(
  trx: WriteTransaction,
  places: readonly PresentPlaces[],
  { channels, now }: { channels: readonly string[]; now: Instant },
): Promise<GivenUp[]> {
  const present = sql`(
    SELECT value ->> 'channel' AS channel, value ->> 'receiver' AS receiver, value -> 'recipients' AS recipients
    FROM json_each(${JSON.stringify(places)}))`;
  // Another receiver may keep the former destination.
  const itsOnlyPlace = sql`SELECT 1 FROM ${present} AS own JOIN notification ON notification.receiver = own.receiver
    WHERE own.channel = outbox.channel AND notification.id = outbox.notification
      AND json_array_length(own.recipients) = 1`;
  const isGone = sql`outbox.state IN ('pending', 'dead')
    AND outbox.channel IN (SELECT value FROM json_each(${JSON.stringify(channels)}))
    AND NOT EXISTS (SELECT 1 FROM ${present} AS place, json_each(place.recipients) AS one
      WHERE place.channel = outbox.channel AND one.value = outbox.recipient AND NOT EXISTS (${itsOnlyPlace}
        AND own.recipients ->> '$[0]' <> outbox.recipient))`;
  await sql`
    UPDATE OR IGNORE outbox SET recipient = (
      SELECT place.recipients ->> '$[0]' FROM ${present} AS place JOIN notification ON notification.receiver = place.receiver
      WHERE place.channel = outbox.channel AND notification.id = outbox.notification
        AND json_array_length(place.recipients) = 1)
    WHERE ${isGone} AND EXISTS (${itsOnlyPlace})`.execute(trx);
  const { rows: givenUp } = await sql<GivenUp>`
    SELECT channel, receiver, recipient, count(*) AS entries
    FROM outbox JOIN notification ON notification.id = outbox.notification
    WHERE ${isGone} AND state = 'pending' GROUP BY 1, 2, 3`.execute(trx);
  if (givenUp.length === 0) return [];
  await sql`
    INSERT INTO attempt (outbox, channel, started_at, ended_at, outcome, reason, response)
    SELECT id, channel, ${now}, ${now}, 'permanent', 'permanent', ${GONE} FROM outbox
    WHERE ${isGone} AND state = 'pending'`.execute(trx);
  await sql`
    UPDATE outbox SET state = 'dead', settled_at = ${now}, held_by = NULL
    WHERE ${isGone} AND state = 'pending'`.execute(trx);
  return givenUp;
}

const GONE = 'the configuration names this destination no more';
