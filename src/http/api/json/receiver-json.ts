import { z } from '@hono/zod-openapi';
import { LANGUAGES } from '../../../core/message/message.ts';
import { SEVERITIES } from '../../../core/severity.ts';
import { withIsoTimes } from '../../../platform/iso-times.ts';
import { SECOND } from '../../../platform/time.ts';
import type { DestinationView, ReceiverView } from '../../../store/views/receiver-views.ts';
import { apiTime } from '../../respond/api-time.ts';
import { notificationJson } from './notification-json.ts';

const destinationJson = z
  .object({
    channel: z.string().openapi({ example: 'wecom' }),
    recipient: z.string().openapi({
      description: 'An address, or a host and a mark: never a secret.',
      example: 'qyapi.weixin.qq.com #3f9a2c01',
    }),
    severities: z.array(z.enum(SEVERITIES)).optional().openapi({ description: 'All when it is absent.' }),
    language: z.enum(LANGUAGES),
    timezone: z.string(),
    waiting: z.int().openapi({ description: 'Messages that wait, to whomever they go there.' }),
    oldestWaiting: apiTime.optional().openapi({ description: 'When the oldest of them was made.' }),
    undeliverable: z.int(),
    lastDeliveredAt: apiTime.optional(),
    lastFailure: z
      .object({
        at: apiTime,
        reason: z.string().openapi({ description: 'Of a fixed few, as in the metrics.' }),
        response: z.string().openapi({ description: 'What the other side said.' }),
        hint: z.string().optional().openapi({ description: 'What can be done about it, by its name.' }),
      })
      .optional()
      .openapi({ description: 'Of what is not delivered yet, or undeliverable.' }),
    pausedUntil: apiTime.optional().openapi({
      description: 'Nothing is offered there before. In 9999: not before the configuration changes.',
    }),
  })
  .openapi('Destination');

/** A receiver, as the API shows it. */
export const receiverJson = z
  .object({
    name: z.string(),
    rules: z
      .array(z.string())
      .openapi({ description: 'Rules and expectations that notify or escalate to it, and `watchdog`.' }),
    fallback: z
      .object({
        receivers: z.array(z.string()),
        afterSeconds: z.number().openapi({ description: 'How long a message may wait before.' }),
      })
      .optional()
      .openapi({ description: 'Who is notified in its place. Absent: nobody.' }),
    destinations: z.array(destinationJson),
  })
  .openapi('Receiver');

export function toReceiverJson(view: ReceiverView): z.input<typeof receiverJson> {
  const { name, rules, fallback, destinations } = view;
  return {
    name,
    rules: [...rules],
    ...(fallback && {
      fallback: { receivers: [...fallback.receivers], afterSeconds: fallback.after / SECOND },
    }),
    destinations: destinations.map(toDestinationJson),
  };
}

function toDestinationJson(view: DestinationView): z.input<typeof destinationJson> {
  const { channel, recipient, severities, language, timezone, waiting, undeliverable, lastFailure } = view;
  const { oldestWaiting, lastDeliveredAt, pausedUntil } = withIsoTimes(
    view,
    'oldestWaiting',
    'lastDeliveredAt',
    'pausedUntil',
  );
  return {
    channel,
    recipient,
    ...(severities !== undefined && { severities: [...severities] }),
    language,
    timezone,
    waiting,
    oldestWaiting,
    undeliverable,
    lastDeliveredAt,
    lastFailure: lastFailure && withIsoTimes(lastFailure, 'at'),
    pausedUntil,
  };
}

/** The answer to a test: what became of it so far. */
export const testJson = z
  .object({ items: z.array(notificationJson).openapi({ description: 'One for each destination.' }) })
  .openapi('ReceiverTest');
