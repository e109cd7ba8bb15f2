import { createHash, createHmac } from 'node:crypto';
import type { Instant } from '../../platform/time.ts';
import type { ApiKey } from '../base/api-key.ts';

/** A call of Tencent Cloud's API 3.0. */
export interface ApiCall {
  service: string;
  action: string;
  version: string;
  host: string;
  body: string;
  sentAt: Instant;
}

const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Makes the headers of a call, signed by `TC3-HMAC-SHA256` (Tencent Cloud API 3.0, "Signature v3"). */
export function signCall(
  call: ApiCall,
  { secretId, secretKey, token }: ApiKey,
): Readonly<Record<string, string>> {
  const { service, action, version, host, body, sentAt } = call;
  const timestamp = String(Math.floor(sentAt / 1000));
  const date = new Date(sentAt).toISOString().slice(0, 10);
  const signed = { 'content-type': CONTENT_TYPE, host, 'x-tc-action': action.toLowerCase() };
  const names = Object.keys(signed).join(';');
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const text = ['TC3-HMAC-SHA256', timestamp, scope, sha256(request)].join('\n');
  const key = [date, service, 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${secretKey.reveal()}`);
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return {
    'content-type': CONTENT_TYPE,
    authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    'x-tc-action': action,
    'x-tc-version': version,
    'x-tc-timestamp': timestamp,
    ...(token !== undefined && { 'x-tc-token': token.reveal() }),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
