import { notificationList, type NotificationFilter } from '../../../store/views/notification-list.ts';
import type { WebOptions } from '../../options/web-options.ts';

/** A filter that names what is not there. */
export interface NoSuchName {
  /** The parameter of the query. */
  path: 'channel' | 'receiver';
  /** The names of all that there are. */
  known: readonly string[];
}

/**
 * Finds the filter of a list of notifications that names what is not there: its empty list would look as if all were
 * well. A receiver that is configured no more may still have notifications. `undefined`: all names are known.
 */
export async function noSuchName(
  { channel, receiver }: Pick<NotificationFilter, 'channel' | 'receiver'>,
  { store, clock, channels, receivers }: Pick<WebOptions, 'store' | 'clock' | 'channels' | 'receivers'>,
): Promise<NoSuchName | undefined> {
  if (channel !== undefined && !channels.includes(channel)) return { path: 'channel', known: channels };
  const known = receivers();
  if (receiver === undefined || known.includes(receiver)) return undefined;
  const kept = await store.read((db) => notificationList(db, { receiver, limit: 1, now: clock.now() }));
  return kept.items.length > 0 ? undefined : { path: 'receiver', known };
}
