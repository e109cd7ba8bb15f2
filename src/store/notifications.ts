import type { Message } from '../alerts/message.ts';
import type { Instant } from '../time.ts';
import type { WriteTransaction } from './store.ts';

export interface NewNotification {
  readonly message: Message;
  readonly channel: string;
  readonly detectedAt: Instant;
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
        held_by_channel: 0,
      })),
    )
    .execute();
  return id;
}
