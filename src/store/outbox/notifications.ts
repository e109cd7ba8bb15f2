import type { Message } from '../../core/message/message.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

export interface NewNotification {
  message: Message;
  channel: string;
  detectedAt: Instant;
  /** The thread of an incident that it belongs to; absent for what belongs to none. */
  thread?: number;
}

/** Puts a message into the outbox, one entry per recipient, due at once; returns the notification's id. */
export async function addNotification(trx: WriteTransaction, added: NewNotification): Promise<number> {
  const { message, channel } = added;
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
  await trx
    .insertInto('outbox')
    .values(
      message.recipients.map((recipient) => ({
        notification: id,
        channel,
        recipient,
        state: 'pending' as const,
        attempts: 0,
        next_attempt_at: message.createdAt,
        settled_at: null,
        held_by: null,
      })),
    )
    .execute();
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
export async function firstMessageId(db: Database, thread: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('notification')
    .select(['message_id', 'message'])
    .where((eb) =>
      eb.or([
        eb('thread', '=', thread),
        eb('id', '=', eb.selectFrom('thread').select('opened_by').where('thread.id', '=', thread)),
      ]),
    )
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  // A later message names the first, also when that one is gone.
  return row === undefined ? undefined : (fromJson<Message>(row.message).inReplyTo ?? row.message_id);
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
