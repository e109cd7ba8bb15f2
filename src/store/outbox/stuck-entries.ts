import { sql } from 'kysely';
import type { FallBack, StuckEntry } from '../../core/incident/fall-back.ts';
import type { Message } from '../../core/message/message.ts';
import { DAY, type Duration, type Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { eachOf } from '../dialect/listed.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';
import { jsonArray } from '../dialect/json-column.ts';

/** An entry that was given up before is history. */
const GIVEN_UP_WITHIN: Duration = DAY;

/**
 * Returns the entries that wait or were given up lately, in order. Only messages of incidents count, and nobody must
 * have been notified in place of the receiver before. An incident that is silenced, or that somebody acknowledged, is
 * left out.
 *
 * @param covered the time of the oldest message that counts, by the name of its receiver.
 */
export async function stuckEntries(
  db: Database,
  { covered, now }: { covered: ReadonlyMap<string, Instant>; now: Instant },
): Promise<StuckEntry[]> {
  const { rows } = await sql<Omit<StuckEntry, 'isGivenUp'> & { isGivenUp: number }>`
    SELECT stuck.id AS entry, notification.id AS notification, channel, notification.receiver,
      thread.incident, incident.severity, given_up AS "isGivenUp", notification.created_at AS since
    FROM (
        SELECT id, notification, channel, 0 AS given_up FROM outbox WHERE state IN ('pending', 'claimed')
        UNION ALL SELECT id, notification, channel, 1 AS given_up FROM outbox
          WHERE state = 'dead' AND settled_at > ${now - GIVEN_UP_WITHIN}
      ) AS stuck
      ${thenJoin()} notification ON notification.id = stuck.notification
      ${thenJoin()} thread ON thread.id = notification.thread OR thread.opened_by = notification.id
      ${thenJoin()} incident ON incident.id = thread.incident
    WHERE notification.receiver IN ${eachOf([...covered.keys()])}
      AND notification.created_at >= ${Math.min(...covered.values())} AND silenced = 0 AND acknowledged_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM fallback
        WHERE fallback.incident = thread.incident AND fallback.receiver = notification.receiver)
    ORDER BY stuck.id`.execute(db);
  return rows
    .filter(({ receiver, since }) => since >= (covered.get(receiver) ?? Infinity))
    .map((row) => ({ ...row, isGivenUp: row.isGivenUp === 1 }));
}

/** A message that is in the outbox, and when its oldest transition was observed. */
export interface StoredMessage {
  message: Message;
  detectedAt: Instant;
}

/** Returns a message of the outbox. `undefined` when it was pruned. */
export async function storedMessage(db: Database, notification: number): Promise<StoredMessage | undefined> {
  const row = await db
    .selectFrom('notification')
    .select(['message', 'detected_at'])
    .where('id', '=', notification)
    .executeTakeFirst();
  return row && { message: fromJson<Message>(row.message), detectedAt: row.detected_at };
}

/** Notes who is notified in place of a receiver. Returns the number of the note; it is never used twice. */
export async function noteFallback(
  trx: WriteTransaction,
  { incidents, receiver, entry, to }: FallBack,
  at: Instant,
): Promise<number> {
  const rows = incidents.map((incident) => ({
    incident,
    receiver,
    outbox: entry,
    notified: JSON.stringify(to),
    at,
    ended_at: null,
  }));
  const [first] = await trx.insertInto('fallback').values(rows).returning('id').execute();
  if (first === undefined) throw new Error('a fallback is about no incident');
  return first.id;
}

/** A receiver in whose place others were notified, and who can be reached again. */
export interface EndedFallback {
  /** The number of its note. */
  id: number;
  receiver: string;
  channel: string;
  notification: number;
  incidents: readonly number[];
  to: readonly string[];
}

/** Returns the fallbacks whose recipient has taken a message since, while the entry itself waits no more. */
export async function endedFallbacks(db: Database): Promise<EndedFallback[]> {
  const { rows } = await sql<Omit<EndedFallback, 'incidents' | 'to'> & { incidents: string; to: string }>`
    SELECT min(fallback.id) AS id, min(fallback.receiver) AS receiver, stuck.channel, stuck.notification,
      ${jsonArray(sql`fallback.incident`, { orderBy: sql`fallback.id` })} AS incidents, min(notified) AS "to"
    FROM fallback ${thenJoin()} outbox AS stuck ON stuck.id = fallback.outbox
    WHERE ended_at IS NULL AND stuck.state IN ('sent', 'dead') AND EXISTS (
      SELECT 1 FROM outbox AS taken WHERE taken.recipient = stuck.recipient AND taken.state = 'sent'
        AND taken.channel = stuck.channel AND taken.settled_at >= fallback.at)
    GROUP BY stuck.id ORDER BY min(fallback.id)`.execute(db);
  return rows.map((row) => ({
    ...row,
    incidents: fromJson<number[]>(row.incidents),
    to: fromJson<string[]>(row.to),
  }));
}

/** Notes that a receiver can be reached again. */
export async function endFallback(
  trx: WriteTransaction,
  { incidents, receiver }: Pick<EndedFallback, 'incidents' | 'receiver'>,
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('fallback')
    .set({ ended_at: at })
    .where('receiver', '=', receiver)
    .where('incident', 'in', incidents)
    .execute();
}
