import { sql } from 'kysely';
import type { DeliveryHint } from '../../core/delivery-hint.ts';
import {
  FORGET_DEAD,
  type LaneHealth,
  type NamedDestination,
  type OutboxHealth,
  type OutboxReadings,
  type BlockedRecipient,
  type DeadRecipient,
  type ServerAnswer,
} from '../../core/incident/self-check.ts';
import { showDestination, type Destination } from '../../core/receiver.ts';
import type { Instant } from '../../platform/time.ts';
import { blockedRecipients, deadRecipients } from './recipient-readings.ts';
import { attemptsOfLane, type Lane } from './lane.ts';
import type { Database } from '../database.ts';
import { lesser } from '../dialect/extremes.ts';

/** By the index on what is not settled. */
const WAITS_FOR_CHANNEL = sql`state IN ('pending', 'claimed', 'dead') AND state <> 'dead' AND held_by IS DISTINCT FROM 'recipient'`;

/** One attempt of a claimed entry is under way. */
const WAS_TRIED = sql`attempts > CASE state WHEN 'claimed' THEN 1 ELSE 0 END`;

/**
 * Reads what can be wrong with the messages that should leave, for a process that has tried since `startedAt`. A
 * clock that was set back since may have dated an entry later than now. Such an entry proves neither that something
 * was tried lately nor that a waiting message is new.
 */
export async function outboxReadings(
  db: Database,
  { destinations, startedAt, now }: AskedReadings,
): Promise<OutboxReadings> {
  // A process that has just begun had no time to try.
  const begun = startedAt > now ? 0 : startedAt;
  const outboxes: LaneHealth[] = [];
  const blocked: BlockedRecipient[] = [];
  const dead: DeadRecipient[] = [];
  for (const destination of destinations) {
    for (const lane of lanesOf(destination)) {
      const outbox = await outboxHealth(db, { ...lane, now });
      const named = lane.recipient === undefined ? undefined : nameDestination(destination, lane.recipient);
      outboxes.push({
        ...outbox,
        lastAttemptAt: Math.max(outbox.lastAttemptAt ?? 0, begun),
        destination: named,
      });
    }
    const toNamed = <One extends { recipient: string }>(one: One) => ({
      ...one,
      ...nameDestination(destination, one.recipient),
    });
    blocked.push(...(await blockedRecipients(db, destination)).map(toNamed));
    dead.push(...(await deadRecipients(db, { ...destination, since: now - FORGET_DEAD })).map(toNamed));
  }
  return { outboxes, blockedRecipients: blocked, deadRecipients: dead };
}

interface AskedReadings {
  destinations: readonly Destination[];
  startedAt: Instant;
  now: Instant;
}

function lanesOf({ channel, recipients, hasLanes = false }: Destination): readonly Lane[] {
  return hasLanes ? [...new Set(recipients)].map((recipient) => ({ channel, recipient })) : [{ channel }];
}

function nameDestination({ channel, hasLanes = false }: Destination, recipient: string): NamedDestination {
  return { recipient, name: showDestination({ channel, recipient }), isMail: !hasLanes };
}

/** As far as the lane is concerned: what waits for its recipient's sake alone is left out. */
export async function outboxHealth(
  db: Database,
  { now, ...lane }: Lane & { now: Instant },
): Promise<OutboxHealth> {
  const { rows } = await sql<{ pending: number; oldest: number | null; failing: number | null }>`
    SELECT count(*) AS pending, min(notification) AS oldest,
      min(CASE WHEN ${WAS_TRIED} THEN notification END) AS failing
    FROM outbox WHERE ${isOf(lane)} AND ${WAITS_FOR_CHANNEL}`.execute(db);
  const { pending = 0, oldest = null, failing = null } = rows[0] ?? {};
  const last = await db
    .selectFrom('attempt')
    .select('started_at')
    .where(attemptsOfLane(lane))
    .where('started_at', '<=', now)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const since = { pendingSince: await madeAt(db, oldest), failingSince: await madeAt(db, failing) };
  const isFuture = (since.pendingSince ?? now) > now || (since.failingSince ?? now) > now;
  return {
    pending,
    ...(isFuture ? await oldestByNow(db, { ...lane, now }) : since),
    lastAttemptAt: last?.started_at,
    answer: failing === null ? undefined : await answerTo(db, { ...lane, notification: failing }),
  };
}

/** Dates as `outboxHealth` does; what is dated later than now counts as made now. Looks at every entry that waits. */
async function oldestByNow(
  db: Database,
  { now, ...lane }: Lane & { now: Instant },
): Promise<Pick<OutboxHealth, 'pendingSince' | 'failingSince'>> {
  const made = lesser(sql`created_at`, sql`${now}`);
  const { rows } = await sql<{ oldest: Instant | null; failing: Instant | null }>`
    SELECT min(${made}) AS oldest,
      min(CASE WHEN ${WAS_TRIED} THEN ${made} END) AS failing
    FROM outbox JOIN notification ON notification.id = outbox.notification
    WHERE ${isOf(lane)} AND ${WAITS_FOR_CHANNEL}`.execute(db);
  const { oldest = null, failing = null } = rows[0] ?? {};
  return { pendingSince: oldest ?? undefined, failingSince: failing ?? undefined };
}

/** Returns the last answer to a message that the other side does not take. */
async function answerTo(
  db: Database,
  { notification, ...lane }: Lane & { notification: number },
): Promise<ServerAnswer | undefined> {
  const { rows } = await sql<{ response: string | null; hint: DeliveryHint | null }>`
    SELECT response, hint FROM outbox JOIN attempt ON attempt.outbox = outbox.id
    WHERE notification = ${notification} AND ${isOf(lane)} AND ${WAITS_FOR_CHANNEL} AND ended_at IS NOT NULL
    ORDER BY attempt.id DESC LIMIT 1`.execute(db);
  return rows[0] && { response: rows[0].response ?? '', hint: rows[0].hint ?? undefined };
}

function isOf({ channel, recipient }: Lane) {
  const isOfChannel = sql`outbox.channel = ${channel}`;
  return recipient === undefined ? isOfChannel : sql`${isOfChannel} AND outbox.recipient = ${recipient}`;
}

async function madeAt(db: Database, notification: number | null): Promise<Instant | undefined> {
  if (notification === null) return undefined;
  const row = await db
    .selectFrom('notification')
    .select('created_at')
    .where('id', '=', notification)
    .executeTakeFirst();
  return row?.created_at;
}
