import type { Instant } from '../../platform/time.ts';
import { recordEvent } from '../incidents/incident-events.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

/** What became of the wish: `done`, or why not. */
export type Resending =
  | 'done'
  | 'unknown'
  /** It waits already, or was delivered. */
  | 'not-dead'
  /** Nobody is called so in the configuration any more. */
  | 'receiver-removed';

/**
 * Puts an entry that was given up back into the outbox, due at once: the same message, the same `Message-ID`, and its
 * attempts counted on. Its incident, if there is one, remembers who wanted it.
 */
export async function resendEntry(
  trx: WriteTransaction,
  asked: {
    entry: number;
    by: string;
    at: Instant;
    /** Names of the receivers. */
    receivers: readonly string[];
  },
): Promise<Resending> {
  const { entry: id, by, at } = asked;
  const entry = await trx
    .selectFrom('outbox')
    .innerJoin('notification', 'notification.id', 'outbox.notification')
    .select(['outbox.state', 'outbox.recipient', 'outbox.notification'])
    .select('notification.receiver')
    .where('outbox.id', '=', id)
    .executeTakeFirst();
  if (entry === undefined) return 'unknown';
  if (entry.state !== 'dead') return 'not-dead';
  const { receiver, notification } = entry;
  if (!asked.receivers.includes(receiver)) return 'receiver-removed';
  await trx.updateTable('outbox').set(dueAgain(at)).where('id', '=', id).execute();
  for (const incident of await incidentsOf(trx, notification)) {
    const detail = `${entry.recipient}: ${by}`;
    await recordEvent(trx, { incident, at, kind: 'resent', reason: 'hand', receiver, notification, detail });
  }
  return 'done';
}

/** Makes an entry that was given up as if it had never been tried; its attempts are counted on. */
export function dueAgain(at: Instant) {
  return {
    state: 'pending',
    next_attempt_at: at,
    settled_at: null,
    held_by: null,
    rate_capped_at: null,
  } as const;
}

/** The incidents that a notification is about; none for a report, for one. */
async function incidentsOf(trx: WriteTransaction, notification: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('thread')
    .select('incident')
    .where((eb) =>
      eb.or([
        eb(
          'id',
          '=',
          eb.selectFrom('notification').select('thread').where('notification.id', '=', notification),
        ),
        eb('opened_by', '=', notification),
      ]),
    )
    .execute();
  return rows.map(({ incident }) => incident);
}
