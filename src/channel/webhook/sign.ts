import { createHmac } from 'node:crypto';
import type { Secret } from '../../platform/secret.ts';
import type { Instant } from '../../platform/time.ts';

/** The parts that a signature of Standard Webhooks covers. */
export interface SignedParts {
  id: string;
  sentAt: Instant;
  body: string;
}

/**
 * Makes the headers of a message by Standard Webhooks 1.0. The signature covers `id.timestamp.body`, by HMAC-SHA256 with
 * the bytes that the secret's base64 stands for.
 */
export function signWebhook(
  { id, sentAt, body }: SignedParts,
  secret: Secret,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const key = Buffer.from(secret.reveal().replace(PREFIX, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** Returns whether a text can be a secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  const encoded = text.replace(PREFIX, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return false;
  const { length } = Buffer.from(encoded, 'base64');
  return length >= 24 && length <= 64;
}

const PREFIX = /^whsec_/;
