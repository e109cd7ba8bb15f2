import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { endpointAt, type HttpEndpoint } from '../base/http/http-endpoint.ts';
import { Secret } from '../../platform/secret.ts';
import { checkWebhook } from './check.ts';
import { composeWebhook, resolveWebhook } from './compose.ts';
import { secretsOf, type WebhookBlock, webhookSchema } from './schema.ts';
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
  endpoints: (block) => [webhookEndpoint(block)],
  compose: composeWebhook,
  conclude: resolveWebhook,
  verdict: webhookVerdict,
  check: checkWebhook,
  bodySchemas: [WEBHOOK_BODY_SCHEMA],
});

/** Returns where the messages of a receiver go. */
export function webhookEndpoint(block: WebhookBlock): HttpEndpoint {
  return endpointAt('webhook', block.url, ...secretsOf(block).flatMap(withoutPrefix));
}

/** A secret, and its base64 alone: another side may name it without `whsec_`. */
function withoutPrefix(secret: Secret): readonly Secret[] {
  return [secret, new Secret(secret.reveal().replace(/^whsec_/, ''))];
}
