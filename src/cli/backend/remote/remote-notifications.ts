import { z } from 'zod';
import { NOTIFICATION_KINDS } from '../../../core/incident/lifecycle.ts';
import { toDeliveryHint } from '../../../core/delivery-hint.ts';
import type { Resending } from '../../../store/outbox/resend.ts';
import {
  ENTRY_STATES,
  type NotificationView,
  WAIT_REASONS,
} from '../../../store/views/notification-views.ts';
import { toIso } from '../../../platform/time.ts';
import type { NotificationBackend } from '../backend.ts';
import type { RemoteClient } from './client.ts';
import { RemoteFault } from './remote-fault.ts';
import { remoteTime } from './remote-time.ts';

const attemptJson = z
  .object({
    startedAt: remoteTime,
    endedAt: remoteTime.optional(),
    outcome: z.enum(['delivered', 'temporary', 'permanent']).optional(),
    reason: z.string().optional(),
    response: z.string().optional(),
    hint: z.string().optional(),
  })
  .transform(({ startedAt, endedAt, outcome, reason, response, hint }) => ({
    startedAt,
    endedAt,
    outcome,
    reason,
    response,
    hint: toDeliveryHint(hint ?? ''),
  }));

const notificationJson = z
  .object({
    id: z.int(),
    state: z.enum(ENTRY_STATES),
    channel: z.string(),
    receiver: z.string(),
    recipient: z.string(),
    messageId: z.string(),
    kind: z.enum([...NOTIFICATION_KINDS, 'baseline', 'test', 'report']),
    title: z.string(),
    incident: z.string().optional(),
    createdAt: remoteTime,
    settledAt: remoteTime.optional(),
    waits: z
      .object({ reason: z.enum(WAIT_REASONS), until: remoteTime, since: remoteTime.optional() })
      .optional(),
    attempts: z.int(),
    lastAttempts: z.array(attemptJson),
  })
  .transform(({ incident, settledAt, waits, ...view }): NotificationView => ({
    ...view,
    incident,
    settledAt,
    waits: waits && { ...waits, since: waits.since },
  }));

const resentAllJson = z.object({ resent: z.int(), receiverRemoved: z.int(), left: z.int() });

/** Notifications of a running daemon. */
export function remoteNotifications(client: RemoteClient): NotificationBackend {
  return {
    list: (filter) => client.list('/notifications', notificationJson, { ...filter }),
    resend: async (id, by): Promise<Resending> => {
      try {
        await client.post(`/notifications/${id}/resend`, notificationJson, { author: by });
        return 'done';
      } catch (error) {
        const refused = error instanceof RemoteFault ? REFUSALS.get(error.status ?? 0) : undefined;
        if (refused === undefined) throw error;
        return refused;
      }
    },
    resendAll: ({ receiver, since }, by) =>
      client.post('/notifications/resend', resentAllJson, {
        author: by,
        receiver,
        since: since === undefined ? undefined : toIso(since),
      }),
  };
}

/** What the daemon means by a status. */
const REFUSALS: ReadonlyMap<number, Resending> = new Map([
  [404, 'unknown'],
  [409, 'not-dead'],
  [422, 'receiver-removed'],
]);
