import { sql } from 'kysely';
import { type DeliveryHint, toDeliveryHint } from '../../core/delivery-hint.ts';
import type { PlannedRoute, ReceiverPlan } from '../../core/message/receiver-plan.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

/** A receiver, and how things stand at each of its destinations. */
export interface ReceiverView extends Omit<ReceiverPlan, 'routes'> {
  destinations: readonly DestinationView[];
}

/** One destination of a receiver. Its state is that of all messages that go there, to whomever. */
export interface DestinationView extends Pick<
  PlannedRoute,
  'channel' | 'severities' | 'language' | 'timezone'
> {
  /** Its name, without a secret: an address, or a host and a mark. */
  recipient: string;
  /** Messages that wait. */
  waiting: number;
  /** When the oldest of them was made. */
  oldestWaiting: Instant | undefined;
  undeliverable: number;
  lastDeliveredAt: Instant | undefined;
  /** Of what is not delivered yet, or undeliverable. */
  lastFailure: { at: Instant; reason: string; response: string; hint: DeliveryHint | undefined } | undefined;
  /** Nothing is offered there before. */
  pausedUntil: Instant | undefined;
}

/** Returns how things stand with each receiver, in their order. */
export async function receiverViews(
  db: Database,
  plans: readonly ReceiverPlan[],
  now: Instant,
): Promise<ReceiverView[]> {
  const views: ReceiverView[] = [];
  for (const { routes, ...plan } of plans) {
    const destinations: DestinationView[] = [];
    for (const { recipients, hasLanes: _lanes, wantsEach: _each, ...route } of routes)
      for (const recipient of recipients)
        destinations.push({ ...route, recipient, ...(await stateOf(db, { ...route, recipient, now })) });
    views.push({ ...plan, destinations });
  }
  return views;
}

interface Asked {
  channel: string;
  recipient: string;
  now: Instant;
}

async function stateOf(db: Database, asked: Asked) {
  const { channel, recipient, now } = asked;
  const place = sql`channel = ${channel} AND recipient = ${recipient}`;
  const { rows } = await sql<{
    waiting: number;
    oldestWaiting: Instant | null;
    undeliverable: number;
    pausedUntil: Instant | null;
    lastDeliveredAt: Instant | null;
  }>`
    SELECT waiting, undeliverable, "pausedUntil",
      (SELECT created_at FROM notification WHERE id = oldest) AS "oldestWaiting",
      (SELECT max(settled_at) FROM outbox WHERE ${place} AND state = 'sent') AS "lastDeliveredAt"
    FROM (
      SELECT count(*) FILTER (WHERE state <> 'dead') AS waiting, count(*) FILTER (WHERE state = 'dead') AS undeliverable,
        min(notification) FILTER (WHERE state <> 'dead') AS oldest,
        min(next_attempt_at) FILTER (WHERE held_by = 'channel' AND next_attempt_at > ${now}) AS "pausedUntil"
      FROM outbox WHERE ${place} AND state IN ('pending', 'claimed', 'dead')) AS counted`.execute(db);
  const [row] = rows;
  return {
    waiting: row?.waiting ?? 0,
    oldestWaiting: row?.oldestWaiting ?? undefined,
    undeliverable: row?.undeliverable ?? 0,
    lastDeliveredAt: row?.lastDeliveredAt ?? undefined,
    pausedUntil: row?.pausedUntil ?? undefined,
    lastFailure: await lastFailureAt(db, asked),
  };
}

async function lastFailureAt(
  db: Database,
  { channel, recipient }: Asked,
): Promise<DestinationView['lastFailure']> {
  const { rows } = await sql<{
    at: Instant;
    reason: string | null;
    response: string | null;
    hint: string | null;
  }>`
    SELECT ended_at AS at, reason, response, hint FROM outbox ${thenJoin()} attempt ON attempt.outbox = outbox.id
    WHERE outbox.channel = ${channel} AND recipient = ${recipient} AND state IN ('pending', 'claimed', 'dead')
      AND ended_at IS NOT NULL AND outcome <> 'delivered'
    ORDER BY attempt.id DESC LIMIT 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { at, reason, response, hint } = row;
  return { at, reason: reason ?? '', response: response ?? '', hint: toDeliveryHint(hint ?? '') };
}
