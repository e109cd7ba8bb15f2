import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

/** Returns the channels on which a receiver was notified of an incident, or will be by a message that waits. */
export async function notifiedChannels(
  db: Database,
  { incident, receiver }: { incident: number; receiver: string },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ channel: string }>`
    SELECT DISTINCT outbox.channel
    FROM thread ${thenJoin()} notification ON notification.thread = thread.id OR notification.id = thread.opened_by
      ${thenJoin()} outbox ON outbox.notification = notification.id
    WHERE thread.incident = ${incident} AND thread.receiver = ${receiver} AND outbox.state <> 'dead'`.execute(
    db,
  );
  return new Set(rows.map(({ channel }) => channel));
}
