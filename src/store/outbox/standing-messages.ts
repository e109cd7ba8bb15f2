import { sql } from 'kysely';
import type { Message } from '../../core/message/message.ts';
import type { StandingMessage } from '../../core/message/standing-message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database } from '../database.ts';
import type { Lane } from './lane.ts';
import { thenJoin } from '../dialect/hints.ts';
import { eachOf } from '../dialect/listed.ts';

/** The query for the messages that stand at one recipient. */
export interface StandingQuery extends Required<Lane> {
  /** The receivers that have this destination. */
  receivers: readonly string[];
  /** Incidents that were closed before are over. */
  closedSince: Instant;
}

/**
 * Returns the last message that a recipient took of each thread whose incident is open, or was closed a moment ago. A
 * recipient that was never sent any of a thread, for it is new in the configuration, gets the last one that its receiver
 * has on the channel.
 */
export async function standingMessages(
  db: Database,
  { channel, recipient, receivers, closedSince }: StandingQuery,
): Promise<StandingMessage[]> {
  const ofThread = sql`FROM notification AS earlier ${thenJoin()} outbox ON outbox.notification = earlier.id
    WHERE earlier.thread = thread.id AND outbox.channel = ${channel}`;
  const { rows } = await sql<{ message: string; closedAt: Instant | null }>`
    SELECT notification.message, closed_at AS "closedAt"
    FROM (
        SELECT id, NULL AS closed_at FROM incident WHERE state <> 'closed'
        UNION ALL SELECT id, closed_at FROM incident WHERE closed_at > ${closedSince}
      ) AS standing
      ${thenJoin()} thread ON thread.incident = standing.id
        AND thread.receiver IN ${eachOf(receivers)}
      ${thenJoin()} notification ON notification.id = coalesce(
        (SELECT max(earlier.id) ${ofThread} AND recipient = ${recipient} AND outbox.state = 'sent'),
        (SELECT max(earlier.id) ${ofThread} HAVING count(*) FILTER (WHERE recipient = ${recipient}) = 0))
    ORDER BY standing.id`.execute(db);
  return rows.map(({ message, closedAt }) => ({
    message: fromJson<Message>(message),
    closedAt: closedAt ?? undefined,
  }));
}
