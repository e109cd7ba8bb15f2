import { createHash, createHmac } from 'node:crypto';
import type { Secret } from '../../platform/secret.ts';
import type { Instant } from '../../platform/time.ts';

/** The parts of a request that the signature covers. They must be sent exactly so. */
interface SignableRequest {
  method: string;
  /** The decoded path, e.g. `/inventorytriggerjob`. */
  path: string;
  /** Query parameters, unencoded, in any order; the case of a name matters only in the URL. */
  params: Readonly<Record<string, string>>;
  /** Headers to sign: `host`, and the token header where there is one. */
  headers: Readonly<Record<string, string>>;
}

interface SigningKey {
  secretId: string;
  secretKey: Secret;
  /** The span in which the signature is valid, by the server's clock; whole seconds are signed. */
  validFrom: Instant;
  validUntil: Instant;
}

/**
 * Makes the `Authorization` header of a request: signature `sha1` of COS, which CI shares
 * (Tencent Cloud, COS API, "Request signature"). Pure; reads no clock.
 */
export function sign(request: SignableRequest, key: SigningKey): string {
  const keyTime = `${Math.floor(key.validFrom / 1000)};${Math.floor(key.validUntil / 1000)}`;
  const params = canonicalize(request.params);
  const headers = canonicalize(request.headers);
  const httpString = `${request.method.toLowerCase()}\n${request.path}\n${params.text}\n${headers.text}\n`;
  const stringToSign = `sha1\n${keyTime}\n${createHash('sha1').update(httpString).digest('hex')}\n`;
  // The key of the second step is the hex text of the first one's result, not its bytes.
  const signKey = hmacSha1(key.secretKey.reveal(), keyTime);
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${key.secretId}`,
    `q-sign-time=${keyTime}`,
    `q-key-time=${keyTime}`,
    `q-header-list=${headers.names}`,
    `q-url-param-list=${params.names}`,
    `q-signature=${hmacSha1(signKey, stringToSign)}`,
  ].join('&');
}

/**
 * Percent-encodes as the signature wants it, and as the URL is sent: UTF-8, upper-case hex, everything but
 * letters, digits and `-_.~`. A lone surrogate becomes U+FFFD.
 */
export function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalize(values: Readonly<Record<string, string>>): { names: string; text: string } {
  const pairs = Object.entries(values)
    .map(([name, value]) => [urlEncode(name).toLowerCase(), urlEncode(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return {
    names: pairs.map(([name]) => name).join(';'),
    text: pairs.map(([name, value]) => `${name}=${value}`).join('&'),
  };
}

function hmacSha1(key: string, message: string): string {
  return createHmac('sha1', key).update(message).digest('hex');
}
