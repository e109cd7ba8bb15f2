import { sql } from 'kysely';
import type { Thread } from '../../core/incident/thread.ts';
import type { Instant } from '../../platform/time.ts';
import { asNumber, listedRows } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';
import type { ReceiverOf } from './decisions.ts';

/** Makes sure that the receivers have threads of the incidents. */
export async function addThreads(
  trx: WriteTransaction,
  threads: readonly (ReceiverOf & Pick<Thread, 'via'>)[],
): Promise<void> {
  if (threads.length === 0) return;
  await sql`
    INSERT INTO thread (incident, receiver, via)
    SELECT ${asNumber('incident')}, listed.value ->> 'receiver', listed.value ->> 'via'
    FROM ${listedRows(threads)} WHERE true ORDER BY listed.key
    ON CONFLICT (incident, receiver) DO NOTHING`.execute(trx);
}

/** A thread after a message of it was made, or given up. */
export interface ThreadUpdate {
  at: Instant;
  isClosed: boolean;
  /** Undefined when none was made. */
  messages?: number | undefined;
  subject?: string | undefined;
  /** The notification that opened it together with those of other incidents. */
  openedBy?: number | undefined;
}

export async function updateThreads(
  trx: WriteTransaction,
  updates: readonly (ReceiverOf & ThreadUpdate)[],
): Promise<void> {
  if (updates.length === 0) return;
  await sql`
    UPDATE thread SET notified_at = ${asNumber('at')}, closed = ${asNumber('closed')},
      messages = coalesce(${asNumber('messages')}, messages),
      subject = coalesce(listed.value ->> 'subject', subject),
      opened_by = coalesce(${asNumber('openedBy')}, opened_by)
    FROM ${listedRows(updates.map((update) => ({ ...update, closed: update.isClosed ? 1 : 0 })))}
    WHERE thread.incident = ${asNumber('incident')} AND thread.receiver = listed.value ->> 'receiver'`.execute(
    trx,
  );
}
