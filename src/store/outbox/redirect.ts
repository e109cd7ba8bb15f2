import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';
import { eachOf, listedRows } from '../dialect/listed.ts';
import type { Lane } from './lane.ts';

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

export interface RedirectOptions {
  /** Channels whose recipients are destinations of the configuration. */
  channels: readonly string[];
  /** Lanes that a replica of another configuration holds: what waits there is its. */
  kept?: readonly Lane[];
  now: Instant;
}

/**
 * Sends what waits for a destination that left the configuration to the receiver's present one: a URL was mended or
 * changed. Of several URLs, each goes to the one in its place. Messages that are undeliverable are renamed, too, so that
 * they can be sent again. Where the receiver has no destination that lacks the message, the entry is given up. Returns
 * what was given up.
 */
export async function redirectEntries(
  trx: WriteTransaction,
  places: readonly PresentPlaces[],
  { channels, kept = [], now }: RedirectOptions,
): Promise<GivenUp[]> {
  const present = listedRows(places.flatMap(toDestinations), 'place');
  const isElsewhere = sql`(outbox.channel, outbox.recipient) IN (
    SELECT kept.value ->> 'channel', kept.value ->> 'recipient' FROM ${listedRows(kept, 'kept')})`;
  const mayGo = sql`outbox.channel IN ${eachOf(channels)} AND ${hasLeft(present)} AND NOT ${isElsewhere}`;
  await moveToFree(trx, present, mayGo);
  const isGone = sql`outbox.state = 'pending' AND ${mayGo}`;
  const entries = sql`outbox JOIN notification ON notification.id = outbox.notification`;
  const { rows: givenUp } = await sql<GivenUp>`
    SELECT channel, receiver, recipient, count(*) AS entries
    FROM ${entries} WHERE ${isGone} GROUP BY channel, receiver, recipient`.execute(trx);
  if (givenUp.length === 0) return [];
  await sql`
    INSERT INTO attempt (outbox, channel, started_at, ended_at, outcome, reason, response)
    SELECT outbox.id, channel, CAST(${now} AS bigint), CAST(${now} AS bigint), 'permanent', 'permanent', ${GONE}
    FROM ${entries} WHERE ${isGone}`.execute(trx);
  await sql`
    UPDATE outbox SET state = 'dead', settled_at = ${now}, held_by = NULL
    WHERE id IN (SELECT outbox.id FROM ${entries} WHERE ${isGone})`.execute(trx);
  return givenUp;
}

function toDestinations({ recipients, ...place }: PresentPlaces) {
  return recipients.map((recipient) => ({ ...place, recipient }));
}

/**
 * Pairs the destinations of each message that left with those that lack it, both in the order of the configuration. Where
 * too few lack it, the waiting ones come first.
 */
async function moveToFree(
  trx: WriteTransaction,
  present: RawBuilder<unknown>,
  mayGo: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    WITH own AS (
      SELECT place.key AS place, place.value ->> 'channel' AS channel, place.value ->> 'receiver' AS receiver,
        place.value ->> 'recipient' AS recipient FROM ${present}
    ), message AS (
      SELECT DISTINCT notification.id, outbox.channel, notification.receiver
      FROM outbox JOIN notification ON notification.id = outbox.notification
      WHERE outbox.state IN ('pending', 'dead') AND ${mayGo}
    ), gone AS (
      SELECT outbox.id, outbox.state, message.id AS message, message.channel,
        count(*) OVER (PARTITION BY message.id, message.channel) AS among,
        row_number() OVER (PARTITION BY message.id, message.channel ORDER BY outbox.id) AS place,
        row_number() OVER (PARTITION BY message.id, message.channel ORDER BY
          CASE outbox.state WHEN 'pending' THEN 1 WHEN 'dead' THEN 2 ELSE 3 END, outbox.id) AS waiting
      FROM message JOIN outbox ON outbox.notification = message.id AND outbox.channel = message.channel
      WHERE NOT EXISTS (SELECT 1 FROM own WHERE own.channel = message.channel AND own.receiver = message.receiver
        AND own.recipient = outbox.recipient)
    ), free AS (
      SELECT message.id AS message, message.channel, own.recipient,
        count(*) OVER (PARTITION BY message.id, message.channel) AS among,
        row_number() OVER (PARTITION BY message.id, message.channel ORDER BY own.place) AS place
      FROM message JOIN own ON own.channel = message.channel AND own.receiver = message.receiver
      WHERE NOT EXISTS (SELECT 1 FROM outbox AS there WHERE there.notification = message.id
        AND there.channel = message.channel AND there.recipient = own.recipient)
    )
    UPDATE outbox SET recipient = moved.recipient FROM (
      SELECT gone.id, free.recipient FROM gone JOIN free ON free.message = gone.message AND free.channel = gone.channel
        AND free.place = CASE WHEN free.among < gone.among THEN gone.waiting ELSE gone.place END
      WHERE gone.state IN ('pending', 'dead')
    ) AS moved WHERE outbox.id = moved.id`.execute(trx);
}

/**
 * Selects entries whose receiver has another destination in place of theirs, or none while nobody has theirs. Another
 * receiver may keep the former.
 */
function hasLeft(present: RawBuilder<unknown>): RawBuilder<boolean> {
  const ofChannel = sql`SELECT 1 FROM ${present} WHERE place.value ->> 'channel' = outbox.channel`;
  const isSame = sql`place.value ->> 'recipient' = outbox.recipient`;
  const isOwn = sql`place.value ->> 'receiver' = notification.receiver`;
  return sql`NOT EXISTS (${ofChannel} AND ${isOwn} AND ${isSame})
    AND (EXISTS (${ofChannel} AND ${isOwn}) OR NOT EXISTS (${ofChannel} AND ${isSame}))`;
}

const GONE = 'the configuration names this destination no more';
