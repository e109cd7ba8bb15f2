import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';
import { eachOf, listedRows } from '../dialect/listed.ts';

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
  const isGone = sql`outbox.state IN ('pending', 'dead') AND outbox.channel IN ${eachOf(channels)}
    AND NOT EXISTS (SELECT 1 FROM ${listedRows(places.flatMap(toDestinations), 'place')}
      WHERE place.value ->> 'channel' = outbox.channel AND place.value ->> 'recipient' = outbox.recipient
        AND NOT EXISTS (SELECT 1 FROM ${itsOnlyPlace(places)} AND own.value ->> 'recipient' <> outbox.recipient))`;
  await sql`
    UPDATE outbox SET recipient = moved.recipient FROM (
      SELECT id, recipient, row_number() OVER (PARTITION BY notification, recipient ORDER BY id) AS place FROM (
        SELECT outbox.id, outbox.notification,
          (SELECT own.value ->> 'recipient' FROM ${itsOnlyPlace(places)}) AS recipient
        FROM outbox WHERE ${isGone}) AS gone
    ) AS moved
    WHERE outbox.id = moved.id AND moved.place = 1 AND moved.recipient IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM outbox AS there
      WHERE there.notification = outbox.notification AND there.recipient = moved.recipient)`.execute(trx);
  const { rows: givenUp } = await sql<GivenUp>`
    SELECT channel, receiver, recipient, count(*) AS entries
    FROM outbox JOIN notification ON notification.id = outbox.notification
    WHERE ${isGone} AND state = 'pending' GROUP BY channel, receiver, recipient`.execute(trx);
  if (givenUp.length === 0) return [];
  await sql`
    INSERT INTO attempt (outbox, channel, started_at, ended_at, outcome, reason, response)
    SELECT id, channel, CAST(${now} AS bigint), CAST(${now} AS bigint), 'permanent', 'permanent', ${GONE} FROM outbox
    WHERE ${isGone} AND state = 'pending'`.execute(trx);
  await sql`
    UPDATE outbox SET state = 'dead', settled_at = ${now}, held_by = NULL
    WHERE ${isGone} AND state = 'pending'`.execute(trx);
  return givenUp;
}

function toDestinations({ recipients, ...place }: PresentPlaces) {
  return recipients.map((recipient) => ({ ...place, recipient }));
}

/** The present destination of the receiver of an entry, where there is one alone: another receiver may keep the former. */
function itsOnlyPlace(places: readonly PresentPlaces[]) {
  const only = places.filter(({ recipients }) => recipients.length === 1).flatMap(toDestinations);
  return sql`${listedRows(only, 'own')} JOIN notification ON notification.receiver = own.value ->> 'receiver'
    WHERE own.value ->> 'channel' = outbox.channel AND notification.id = outbox.notification`;
}

const GONE = 'the configuration names this destination no more';
