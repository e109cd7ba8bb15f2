import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { endpointAt } from '../base/http/http-endpoint.ts';
import { composeWebhook, resolveWebhook } from './compose.ts';
import { type WebhookBlock, webhookSchema } from './schema.ts';
import { WEBHOOK_BODY_SCHEMA } from './webhook-body-schema.ts';
import { webhookVerdict } from './verdict.ts';

/** A program that takes messages by HTTP. */
export const webhook = defineHttpChannel({
  name: 'webhook',
  receiverKeys: { webhook: z.exactOptional(webhookSchema) },
  blockOf: (receiver: { name: string; webhook?: WebhookBlock }) => receiver.webhook,
  maxPerMinute: 60,
  isForPeople: false,
  isIdempotent: true,
  title: { en: 'webhook', 'zh-CN': 'Webhook' },
  endpoints: ({ url, secret }) => [
    secret === undefined ? endpointAt('webhook', url) : endpointAt('webhook', url, secret),
  ],
  compose: composeWebhook,
  conclude: resolveWebhook,
  verdict: webhookVerdict,
  bodySchemas: [WEBHOOK_BODY_SCHEMA],
});
