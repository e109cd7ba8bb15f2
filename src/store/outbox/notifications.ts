import { sql } from 'kysely';
import type { Destination } from '../../core/receiver.ts';
import type { Message } from '../../core/message/message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';
import { jsonText } from '../dialect/json-column.ts';

export interface NewNotification {
  message: Message;
  /** Its destinations. Each recipient gets a copy that succeeds or fails by itself. */
  to: readonly Destination[];
  detectedAt: Instant;
  /** The thread of an incident that it belongs to; absent for what belongs to none. */
  thread?: number;
}

/** Puts a message into the outbox, one entry per recipient, due at once; returns the notification's id. */
export async function addNotification(trx: WriteTransaction, added: NewNotification): Promise<number> {
  const { message, to } = added;
  const { id } = await trx
    .insertInto('notification')
    .values({
      receiver: message.receiver,
      message_id: message.messageId,
      incident: message.incident,
      message: JSON.stringify(message),
      detected_at: added.detectedAt,
      created_at: message.createdAt,
      thread: added.thread ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const entries = to.flatMap(({ channel, recipients }) =>
    recipients.map((recipient) => ({
      notification: id,
      channel,
      recipient,
      state: 'pending' as const,
      attempts: 0,
      next_attempt_at: message.createdAt,
      settled_at: null,
      held_by: null,
    })),
  );
  // No channel of the receiver may take the message's severity.
  if (entries.length > 0) await trx.insertInto('outbox').values(entries).execute();
  return id;
}

/** Gives a message that no server was offered yet other words; receiver and time stay. Returns its id. */
export async function rewriteNotification(
  trx: WriteTransaction,
  id: number,
  message: Message,
): Promise<number> {
  await trx
    .updateTable('notification')
    .set({ message: JSON.stringify(message) })
    .where('id', '=', id)
    .execute();
  return id;
}

/** The Message-ID of a thread's first message; undefined when there is none, or it was pruned. */
export async function firstMessageId(
  db: Database,
  { incident, receiver }: { incident: number; receiver: string },
): Promise<string | undefined> {
  const thread = sql`FROM thread WHERE thread.incident = ${incident} AND thread.receiver = ${receiver}`;
  // A later message names the first, also when that one is gone.
  const { rows } = await sql<{ messageId: string }>`
    SELECT coalesce(${jsonText('message', 'inReplyTo')}, message_id) AS "messageId" FROM notification
    WHERE thread = (SELECT id ${thread}) OR id = (SELECT opened_by ${thread})
    ORDER BY notification.id LIMIT 1`.execute(db);
  return rows[0]?.messageId;
}

/**
 * Returns the message that shows an incident best: the newest that does not close it, of this receiver if it has one.
 * `undefined` when no message about the incident was written, or all were pruned.
 */
export async function lastMessageOf(
  db: Database,
  { incident, receiver }: { incident: string; receiver: string },
): Promise<Message | undefined> {
  const { rows } = await sql<{ message: string }>`
    SELECT message FROM incident ${thenJoin()} thread ON thread.incident = incident.id
      ${thenJoin()} notification ON notification.thread = thread.id OR notification.id = thread.opened_by
    WHERE incident.public_id = ${incident}
    ORDER BY ${jsonText('message', 'kind')} = 'closing', notification.receiver = ${receiver} DESC, notification.id DESC
    LIMIT 1`.execute(db);
  return rows[0] && fromJson<Message>(rows[0].message);
}

/** Counts the tests that were sent to a receiver since then, as far as the last few messages show. */
export async function testsSince(
  db: Database,
  { receiver, since }: { receiver: string; since: Instant },
): Promise<number> {
  const { rows } = await sql<{ tests: number }>`
    SELECT count(*) AS tests FROM (
      SELECT created_at, message FROM notification WHERE receiver = ${receiver} ORDER BY id DESC LIMIT 100) AS latest
    WHERE created_at > ${since} AND ${jsonText('message', 'kind')} = 'test'`.execute(db);
  return rows[0]?.tests ?? 0;
}

/** Returns the ids of a notification's entries, in the order of its destinations. */
export async function entriesOf(db: Database, notification: number): Promise<number[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('id')
    .where('notification', '=', notification)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Messages made after the one of this id, as JSON, in order. */
export async function messagesAfter(db: Database, id: number): Promise<{ id: number; message: string }[]> {
  return await db
    .selectFrom('notification')
    .select(['id', 'message'])
    .where('id', '>', id)
    .orderBy('id')
    .execute();
}
