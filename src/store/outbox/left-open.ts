import { sql } from 'kysely';
import { jsonText } from '../dialect/json-column.ts';
import type { Database } from '../database.ts';

/** An entry of the outbox, as far as what ends it is concerned. */
export interface EntryKey {
  notification: number;
  channel: string;
  recipient: string;
}

/**
 * Says whether the subject of a message has ended, and no message that waits for the same recipient will say so: it is
 * sent again, or goes out late. Whatever it begins at the other side would stay for ever.
 */
export async function isLeftOpen(db: Database, key: EntryKey): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    SELECT said.id FROM notification AS said LEFT JOIN thread ON thread.id = said.thread
      LEFT JOIN incident ON incident.id = thread.incident
    WHERE said.id = ${key.notification} AND (
      (incident.state = 'closed' OR thread.closed = 1) AND NOT EXISTS (
        SELECT 1 FROM notification AS later WHERE later.thread = said.thread AND later.id > said.id AND ${waits(key)})
      OR said.thread IS NULL AND EXISTS (
        SELECT 1 FROM notification AS later WHERE later.receiver = said.receiver AND later.id > said.id
          AND later.thread IS NULL AND later.incident = said.incident
          AND ${jsonText('later.message', 'inReplyTo')} = said.message_id AND NOT ${waits(key)}))`.execute(
    db,
  );
  return rows.length > 0;
}

function waits({ channel, recipient }: EntryKey) {
  return sql`EXISTS (SELECT 1 FROM outbox WHERE outbox.notification = later.id
    AND outbox.channel = ${channel} AND outbox.recipient = ${recipient} AND outbox.state IN ('pending', 'claimed'))`;
}
