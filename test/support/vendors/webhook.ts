import { createHmac } from 'node:crypto';
import { MINUTE, type Instant } from '../../../src/platform/time.ts';
import { bareLinks, members, parsed } from './shown-text.ts';
import type { VendorRequest, VendorRules } from './stand-in.ts';

export interface WebhookSettings {
  path: string;
  /** `whsec_` and base64. Left out: nothing is verified. */
  secret?: string;
}

/** A program that verifies Standard Webhooks, with less than 20 kB and five minutes between the clocks. */
export function webhookProgram({ path: hook, secret }: WebhookSettings): VendorRules {
  return (request, now) => {
    const { path, headers, body } = request;
    if (path !== hook) return { status: 404, body: 'no such hook' };
    if (Buffer.byteLength(body) > 20_000) return { status: 413, body: 'too large' };
    if (secret !== undefined && !isSigned(request, secret, now))
      return { status: 401, body: 'the signature does not match' };
    const { text } = members(members(parsed(body))['data']);
    if (typeof text !== 'string') return { status: 422, body: 'no text' };
    return {
      status: 204,
      body: '',
      took: { text, links: bareLinks(text), mentions: [], key: String(headers['webhook-id']) },
    };
  };
}

function isSigned({ headers, body }: VendorRequest, secret: string, now: Instant): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${String(id)}.${String(timestamp)}.${body}`)
    .digest('base64');
  const isFresh = Math.abs(Number(timestamp) * 1_000 - now) < 5 * MINUTE;
  return isFresh && String(signatures).split(' ').includes(`v1,${expected}`);
}
