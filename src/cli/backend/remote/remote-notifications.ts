import { z } from 'zod';
import { toDeliveryHint } from '../../../core/delivery-hint.ts';
import { notificationJson, resentAllJson } from '../../../http/api/json/notification-json.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import type { ResendOutcome } from '../../../actions/resend.ts';
import type { NotificationBackend } from '../backend.ts';
import type { RemoteClient } from './client.ts';
import { RemoteFault } from './remote-fault.ts';

const attempt = notificationJson.shape.lastAttempts.element;

/** A notification of a daemon. One of a later version may send hints that are not known here. */
export const remoteNotification = notificationJson.extend({
  lastAttempts: z.array(
    attempt.transform(({ hint, ...rest }) => ({ ...rest, hint: toDeliveryHint(hint ?? '') })),
  ),
});

/** Notifications of a running daemon. */
export function remoteNotifications(client: RemoteClient): NotificationBackend {
  return {
    async list(filter) {
      try {
        return await client.list('/notifications', remoteNotification, { ...filter });
      } catch (error) {
        if (isUnknownReceiver(error)) return [];
        throw error;
      }
    },
    resend: async (id, by): Promise<ResendOutcome> => {
      try {
        await client.post(`/notifications/${id}/resend`, remoteNotification, { author: by });
        return 'done';
      } catch (error) {
        const refused = error instanceof RemoteFault ? REFUSALS.get(error.status ?? 0) : undefined;
        if (refused === undefined) throw error;
        return refused;
      }
    },
    async resendAll(wish, by) {
      const body = { author: by, ...withIsoTimes(wish, 'since') };
      try {
        return await client.post('/notifications/resend', resentAllJson, body);
      } catch (error) {
        if (isUnknownReceiver(error)) return { resent: 0, receiverRemoved: 0, left: 0 };
        throw error;
      }
    },
  };
}

/** Nothing was ever sent to it: the command knows the names. */
function isUnknownReceiver(error: unknown): boolean {
  return error instanceof RemoteFault && error.paths.includes('receiver');
}

/** The refusals of a daemon, by status. */
const REFUSALS: ReadonlyMap<number, ResendOutcome> = new Map([
  [404, 'unknown'],
  [409, 'not-dead'],
  [422, 'receiver-removed'],
]);
