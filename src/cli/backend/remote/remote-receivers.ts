import { toDeliveryHint } from '../../../core/delivery-hint.ts';
import { receiverJson } from '../../../http/api/json/receiver-json.ts';
import { SECOND } from '../../../platform/time.ts';
import type { DestinationView, ReceiverView } from '../../../store/views/receiver-views.ts';
import type { ReceiverBackend } from '../backend.ts';
import { orNone, type RemoteClient } from './client.ts';
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

const remoteReceiver = receiverJson
  .extend({
    destinations: remoteDestination.array(),
    fallback: fallback
      .unwrap()
      .transform(({ receivers, afterSeconds }) => ({ receivers, after: afterSeconds * SECOND }))
      .optional(),
  })
  .transform((receiver): ReceiverView => receiver);

/** Receivers of a running daemon. */
export function remoteReceivers(client: RemoteClient): Pick<ReceiverBackend, 'list'> {
  return {
    list: async () => {
      const found = await orNone(client.list('/receivers', remoteReceiver));
      if (found !== undefined) return found;
      throw new RemoteFault('the daemon has no list of receivers', {
        reason: 'foreign',
        hint: 'The daemon is of an older version: update it, or use `batchwatch` of its version.',
      });
    },
  };
}
