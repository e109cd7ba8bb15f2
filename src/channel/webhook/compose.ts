import type { Message } from '../../core/message/message.ts';
import { messageNumber } from '../../core/message/message-number.ts';
import { byteLength } from '../../render/chat/chat-lines.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import { toAlertmanagerBody } from './alertmanager-body.ts';
import { type BodyLimits, toWebhookBody } from './body.ts';
import { secretsOf, type WebhookBlock } from './schema.ts';
import { signWebhook } from './sign.ts';
import { plainLines } from '../base/plain-lines.ts';

/** Standard Webhooks asks for less than 20 kB. */
const MAX_BYTES = 20_000;

/** Ever shorter limits: long texts go first, then jobs. */
const SHORTER: readonly BodyLimits[] = [
  { jobs: 50, prose: 1_000 },
  { jobs: 50, prose: 120 },
  { jobs: 20, prose: 120 },
  { jobs: 5, prose: 60 },
  { jobs: 0, prose: 60 },
];

/** Writes a message as a program reads it. `webhook-id` stays the same whenever it is sent. */
export function composeWebhook(
  message: Message,
  { block, endpoint, sentAt, pages }: Sending<WebhookBlock>,
): ComposedRequest {
  const body = block.format === 'alertmanager' ? toAlertmanagerBody(message, pages) : fit(message, pages);
  return toRequest(body, { id: messageNumber(message.messageId), block, endpoint, sentAt });
}

/** Resolves an alert that no later message resolves, where the body is Alertmanager's. It is a message of its own. */
export function resolveWebhook(
  message: Message,
  { block, endpoint, sentAt, pages }: Omit<Sending<WebhookBlock>, 'keyOf'>,
): ComposedRequest | undefined {
  if (block.format !== 'alertmanager') return undefined;
  const body = toAlertmanagerBody(message, pages, 'resolved');
  return toRequest(body, { id: `${messageNumber(message.messageId)}-end`, block, endpoint, sentAt });
}

function toRequest(
  body: string,
  {
    id,
    block,
    endpoint,
    sentAt,
  }: { id: string } & Pick<Sending<WebhookBlock>, 'block' | 'endpoint' | 'sentAt'>,
): ComposedRequest {
  const secrets = secretsOf(block);
  const signed = secrets.length === 0 ? {} : signWebhook({ id, sentAt, body }, secrets);
  return {
    url: endpoint.url,
    headers: { 'content-type': 'application/json', 'user-agent': 'Batchwatch', 'webhook-id': id, ...signed },
    body,
  };
}

function fit(message: Message, pages: Sending<WebhookBlock>['pages']): string {
  const text = plainLines(message, pages).join('\n');
  let body = '';
  for (const limits of SHORTER) {
    body = JSON.stringify(toWebhookBody(message, text, limits));
    if (byteLength(body) <= MAX_BYTES) return body;
  }
  return body;
}
