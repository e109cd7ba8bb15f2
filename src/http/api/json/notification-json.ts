import { z } from '@hono/zod-openapi';
import { NOTIFICATION_KINDS } from '../../../core/incident/lifecycle.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { ENTRY_STATES } from '../../../core/entry-states.ts';
import { type NotificationView, WAIT_REASONS } from '../../../store/views/notification-views.ts';
import { apiTime } from '../../respond/api-time.ts';

const attemptJson = z
  .object({
    startedAt: apiTime,
    endedAt: apiTime.optional().openapi({ description: 'Absent while it is under way, or was cut off.' }),
    outcome: z.enum(['delivered', 'temporary', 'permanent']).optional(),
    reason: z.string().optional().openapi({ description: 'Of a fixed few, as in the metrics.' }),
    response: z.string().optional().openapi({ description: 'What the other side said.' }),
    hint: z
      .string()
      .optional()
      .openapi({ description: 'What can be done about it, by its name.', example: 'check-login' }),
  })
  .openapi('Attempt');

/** One recipient's copy of a notification, as the API shows it. */
export const notificationJson = z
  .object({
    id: z.int().openapi({ description: 'Of this copy: what is resent.' }),
    state: z.enum(ENTRY_STATES),
    channel: z.string(),
    receiver: z.string(),
    recipient: z.string(),
    messageId: z.string().openapi({ description: 'The same for all recipients and attempts.' }),
    kind: z
      .enum([...NOTIFICATION_KINDS, 'baseline', 'test', 'report'])
      .openapi({ description: 'Its part in the thread of its incident, or what else it is.' }),
    title: z.string().openapi({ description: 'What it is about, in one line; may be empty.' }),
    incident: z.string().optional().openapi({ description: 'Absent when it belongs to none.' }),
    createdAt: apiTime,
    settledAt: apiTime.optional().openapi({ description: 'When it was delivered, or became undeliverable.' }),
    waits: z
      .object({
        reason: z.enum(WAIT_REASONS),
        until: apiTime.openapi({
          description: 'When it is, or was, due. In 9999: not before the configuration changes.',
        }),
        since: apiTime.optional().openapi({ description: 'Of `rate-capped`: since when.' }),
      })
      .optional()
      .openapi({ description: 'Why it waits; absent when it does not.' }),
    attempts: z.int().openapi({ description: 'How often it was tried.' }),
    lastAttempts: z
      .array(attemptJson)
      .openapi({ description: 'The last of them, the oldest first; some ten at most.' }),
  })
  .openapi('Notification');

export function toNotificationJson(view: NotificationView): z.input<typeof notificationJson> {
  return {
    ...withIsoTimes(view, 'createdAt', 'settledAt'),
    waits: view.waits && withIsoTimes(view.waits, 'until', 'since'),
    lastAttempts: view.lastAttempts.map((attempt) => withIsoTimes(attempt, 'startedAt', 'endedAt')),
  };
}

/** The counts of an action on all undeliverable notifications. */
export const resentAllJson = z
  .object({
    resent: z.int().openapi({ description: 'Due again now; 0 when it is asked a second time.' }),
    receiverRemoved: z.int().openapi({
      description: 'Still undeliverable, because their receiver is not configured any more.',
    }),
    left: z.int().openapi({
      description: 'Still undeliverable, because one request takes a bounded number: ask again.',
    }),
  })
  .openapi('ResentAll');
