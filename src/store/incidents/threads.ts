import { sql, type Selectable } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';
import type { ThreadTable } from '../schema/thread-table.ts';

export type StoredThread = Selectable<ThreadTable>;

export async function threadsOf(db: Database, incident: number): Promise<StoredThread[]> {
  return await db.selectFrom('thread').selectAll().where('incident', '=', incident).orderBy('id').execute();
}

/** Which thread of its incident it is, counted from 1; never changes. */
export async function threadPlace(db: Database, thread: StoredThread): Promise<number> {
  const { place } = await db
    .selectFrom('thread')
    .select(({ fn }) => fn.countAll<number>().as('place'))
    .where('incident', '=', thread.incident)
    .where('id', '<=', thread.id)
    .executeTakeFirstOrThrow();
  return place;
}

/** Makes sure that the receiver has a thread of the incident. */
export async function addThread(
  trx: WriteTransaction,
  thread: { incident: number; receiver: string; via: 'rule' | 'escalation' },
): Promise<void> {
  await trx
    .insertInto('thread')
    .values({ ...thread, told_at: null })
    .onConflict((conflict) => conflict.columns(['incident', 'receiver']).doNothing())
    .execute();
}

export async function recordNotified(
  trx: WriteTransaction,
  id: number,
  notified: {
    at: Instant;
    messages: number;
    isClosing: boolean;
    /** Undefined when nothing was told. */
    subject?: string;
  },
): Promise<void> {
  const { at: told_at, messages, isClosing, subject } = notified;
  await trx
    .updateTable('thread')
    .set({ told_at, messages, closing_told: isClosing ? 1 : 0, ...(subject !== undefined && { subject }) })
    .where('id', '=', id)
    .execute();
}

/** Remembers the notification that opened a thread together with those of other incidents. */
export async function recordOpenedBy(trx: WriteTransaction, id: number, notification: number): Promise<void> {
  await trx.updateTable('thread').set({ opened_by: notification }).where('id', '=', id).execute();
}

/** A message of a thread that no server was offered yet: it may still be written anew. */
export interface UnofferedMessage {
  notification: number;
  /** JSON. */
  message: string;
}

/** The thread's last message when not one recipient's copy was ever offered; undefined otherwise. */
export async function unofferedMessage(db: Database, thread: number): Promise<UnofferedMessage | undefined> {
  const { rows } = await sql<UnofferedMessage>`
    SELECT id AS notification, message FROM notification
    WHERE id = (SELECT max(id) FROM notification WHERE thread = ${thread})
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.notification = notification.id
        AND (state <> 'pending' OR offered = 1))
      AND EXISTS (SELECT 1 FROM outbox WHERE outbox.notification = notification.id)`.execute(db);
  return rows[0];
}

/**
 * Whether the last message of any of an incident's threads is under way to a server for the first time. Within a minute
 * it is known whether the server got anything of it, and with that, whether it may still be written anew.
 */
export async function isUnderWay(db: Database, incident: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM thread JOIN outbox
      ON outbox.notification = (SELECT max(id) FROM notification WHERE notification.thread = thread.id)
    WHERE thread.incident = ${incident}
    GROUP BY thread.id
    HAVING max(state = 'claimed') = 1 AND max(offered = 1 OR state NOT IN ('pending', 'claimed')) = 0
    LIMIT 1`.execute(db);
  return rows.length > 0;
}
