import type { TryWish } from '../../../actions/try-receiver.ts';
import { toDeliveryHint } from '../../../core/delivery-hint.ts';
import { receiverJson, testJson } from '../../../http/api/json/receiver-json.ts';
import { SECOND } from '../../../platform/time.ts';
import type { NotificationView } from '../../../store/views/notification-views.ts';
import type { DestinationView, ReceiverView } from '../../../store/views/receiver-views.ts';
import type { ReceiverBackend } from '../backend.ts';
import { orNone, type RemoteClient } from './client.ts';
import { remoteNotification } from './remote-notifications.ts';
import { RemoteFault } from './remote-fault.ts';

const { destinations, fallback } = receiverJson.shape;

/** A destination of a daemon. One of a later version may send hints that are not known here. */
const remoteDestination = destinations.element.transform(
  ({ oldestWaiting, lastDeliveredAt, lastFailure, pausedUntil, ...rest }): DestinationView => ({
    ...rest,
    oldestWaiting,
    lastDeliveredAt,
    lastFailure: lastFailure && { ...lastFailure, hint: toDeliveryHint(lastFailure.hint ?? '') },
    pausedUntil,
  }),
);

const remoteTest = testJson.extend({ items: remoteNotification.array() });

const remoteReceiver = receiverJson
  .extend({
    destinations: remoteDestination.array(),
    fallback: fallback
      .unwrap()
      .transform(({ receivers, afterSeconds }) => ({ receivers, after: afterSeconds * SECOND }))
      .optional(),
  })
  .transform((receiver): ReceiverView => receiver);

/** Receivers of a daemon, which also tests them. */
export interface RemoteReceivers extends ReceiverBackend {
  /** Sends a test, and returns what became of it at each destination within some seconds, or why it was not sent. */
  test(wish: TryWish): Promise<readonly NotificationView[] | 'no-message' | 'too-many'>;
}

/** Receivers of a running daemon. */
export function remoteReceivers(client: RemoteClient): Omit<RemoteReceivers, 'names'> {
  return {
    test: async ({ receiver, by, ...wish }) => {
      const path = `/receivers/${encodeURIComponent(receiver)}/test`;
      try {
        return (await client.post(path, remoteTest, { ...wish, author: by })).items;
      } catch (error) {
        const status = error instanceof RemoteFault ? error.status : undefined;
        if (status === 429) return 'too-many';
        // The caller has looked the receiver, the channel and the incident up.
        if (status === 404) throw olderDaemon('the daemon cannot send a test');
        if (status === 422 && wish.incident !== undefined) return 'no-message';
        throw error;
      }
    },
    list: async () => {
      const found = await orNone(client.list('/receivers', remoteReceiver));
      if (found !== undefined) return found;
      throw olderDaemon('the daemon has no list of receivers');
    },
  };
}

function olderDaemon(message: string): RemoteFault {
  return new RemoteFault(message, {
    reason: 'foreign',
    hint: 'The daemon is of an older version: update it, or use `batchwatch` of its version.',
  });
}
