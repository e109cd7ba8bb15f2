import { sql } from 'kysely';
import type { Database, WriteTransaction } from '../database.ts';

/** An entry of the outbox, as far as its thread at the other side is concerned. */
export interface ConversationKey {
  notification: number;
  channel: string;
  recipient: string;
}

/** Returns what an earlier message of the same incident began at this recipient. `undefined`: nothing that is known. */
export async function conversationOf(db: Database, key: ConversationKey): Promise<string | undefined> {
  const { rows } = await sql<{ reference: string }>`
    SELECT reference FROM conversation
    WHERE incident = ${incidentOf(key)} AND channel = ${key.channel} AND recipient = ${key.recipient}`.execute(
    db,
  );
  return rows[0]?.reference;
}

/** Keeps what a message began at its recipient, unless something is kept already. A message of no incident begins nothing. */
export async function keepConversation(
  trx: WriteTransaction,
  key: ConversationKey,
  reference: string,
): Promise<void> {
  await sql`
    INSERT INTO conversation (incident, channel, recipient, reference)
    SELECT incident, ${key.channel}, ${key.recipient}, ${reference} FROM (SELECT ${incidentOf(key)} AS incident) AS its
    WHERE incident IS NOT NULL ON CONFLICT DO NOTHING`.execute(trx);
}

/** Forgets a thread that is gone at the other side: the next message begins a new one. */
export async function forgetConversation(trx: WriteTransaction, key: ConversationKey): Promise<void> {
  await sql`
    DELETE FROM conversation
    WHERE incident = ${incidentOf(key)} AND channel = ${key.channel} AND recipient = ${key.recipient}`.execute(
    trx,
  );
}

function incidentOf({ notification }: ConversationKey) {
  return sql<number>`(SELECT thread.incident FROM notification JOIN thread ON thread.id = notification.thread
    WHERE notification.id = ${notification})`;
}
