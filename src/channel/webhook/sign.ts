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
 * Makes the headers of a message by Standard Webhooks 1.0. A signature covers `id.timestamp.body`, by HMAC-SHA256 with the
 * bytes that the secret's base64 stands for. Each secret signs, so that the other side can change its own at any time.
 */
export function signWebhook(
  { id, sentAt, body }: SignedParts,
  secrets: readonly Secret[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().replace(PREFIX, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Returns whether a text can be a secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  const encoded = text.replace(PREFIX, '');
  const key = Buffer.from(encoded, 'base64');
  // Other readers take base64 in its whole form alone.
  return key.toString('base64') === encoded && key.length >= 24 && key.length <= 64;
}

const PREFIX = /^whsec_/;
