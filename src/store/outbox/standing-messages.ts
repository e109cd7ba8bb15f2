import { sql } from 'kysely';
import type { Message } from '../../core/message/message.ts';
import type { StandingMessage } from '../../core/message/standing-message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database } from '../sqlite/store.ts';
import type { Lane } from './lane.ts';

/** Returns the last message that a recipient took of each incident that is open, or was closed after `closedSince`. */
export async function standingMessages(
  db: Database,
  { channel, recipient, closedSince }: Required<Lane> & { closedSince: Instant },
): Promise<StandingMessage[]> {
  const { rows } = await sql<{ message: string; closedAt: Instant | null }>`
    SELECT notification.message, closed_at AS "closedAt"
    FROM (
        SELECT id, NULL AS closed_at FROM incident WHERE state <> 'closed'
        UNION ALL SELECT id, closed_at FROM incident WHERE closed_at > ${closedSince}
      ) AS standing
      CROSS JOIN thread ON thread.incident = standing.id
      CROSS JOIN notification ON notification.id = (
        SELECT max(sent.id) FROM notification AS sent CROSS JOIN outbox ON outbox.notification = sent.id
        WHERE sent.thread = thread.id AND outbox.channel = ${channel} AND outbox.recipient = ${recipient}
          AND outbox.state = 'sent')
    ORDER BY standing.id`.execute(db);
  return rows.map(({ message, closedAt }) => ({
    message: fromJson<Message>(message),
    closedAt: closedAt ?? undefined,
  }));
}
