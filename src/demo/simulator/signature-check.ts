import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '../../platform/time.ts';
import type { Refusal } from './refusal.ts';

/** A key that may sign requests, as the service knows it. */
export interface Account {
  secretId: string;
  secretKey: string;
  /** When set, only requests with this token in `x-ci-security-token` are let in. */
  token?: string | undefined;
}

interface ReceivedRequest {
  method: string;
  /** As it came on the wire, percent-encoded, with its query. */
  target: string;
  headers: IncomingHttpHeaders;
  receivedAt: Instant;
}

/**
 * Checks a signature as the service does: rebuilt from what came on the wire and from the lists in the
 * `Authorization` header. Shares no code with the signer. Stricter than the service in one thing: `host`, the
 * token header and every query parameter must be signed, for that is what Batchwatch promises.
 */
export function checkSignature(request: ReceivedRequest, account: Account): Refusal | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return refuse(401, 'MissingAuthorization', 'no Authorization header');
  const fields = new Map(header.split('&').map((part) => splitOnce(part)));
  const field = (name: string) => fields.get(name) ?? '';
  if (field('q-sign-algorithm') !== 'sha1') return refuse(401, 'InvalidAuthorization', 'unknown algorithm');
  if (field('q-ak') !== account.secretId) return refuse(401, 'SecretidNotExist', 'secret id does not exist');
  const token = request.headers['x-ci-security-token'];
  if (token !== account.token) return refuse(403, 'AccessDenied', 'InvalidAccessKeyId');
  const time = checkTime(field('q-key-time'), request.receivedAt);
  if (time !== undefined) return time;

  const query = readQuery(request.target);
  const signedNames = listOf(field('q-url-param-list'));
  const sentNames = query.map(([name]) => encodeStrictly(name).toLowerCase());
  const headerNames = listOf(field('q-header-list'));
  const complete =
    sentNames.toSorted().join(';') === signedNames.join(';') &&
    headerNames.includes('host') &&
    (token === undefined || headerNames.includes('x-ci-security-token'));
  if (!complete) return refuse(403, 'SignatureDoesNotMatch', 'a parameter or header is not signed');
  const expected = signatureOf(request, { query, headerNames, keyTime: field('q-key-time'), account });
  const given = Buffer.from(field('q-signature'));
  const matches = given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
  return matches ? undefined : refuse(403, 'SignatureDoesNotMatch', 'the signature does not match');
}

function checkTime(keyTime: string, now: Instant): Refusal | undefined {
  const match = /^(\d{1,12});(\d{1,12})$/.exec(keyTime);
  if (match === null) return refuse(401, 'InvalidAuthorization', 'q-key-time is not two seconds');
  const [start, end] = [Number(match[1]) * 1000, Number(match[2]) * 1000];
  const leeway = 15 * 60_000;
  if (start - now > leeway || now - end > leeway) {
    return refuse(403, 'RequestTimeTooSkewed', 'the clocks differ by more than 15 minutes');
  }
  if (now > end) return refuse(401, 'SignatureExpired', 'signature expired');
  return start > now ? refuse(403, 'AccessDenied', 'Request has expired') : undefined;
}

interface Signed {
  query: readonly (readonly [string, string])[];
  headerNames: readonly string[];
  keyTime: string;
  account: Account;
}

function signatureOf(request: ReceivedRequest, { query, headerNames, keyTime, account }: Signed): string {
  const [path = ''] = request.target.split('?', 1);
  const parameters = query
    .map(([name, value]) => [encodeStrictly(name).toLowerCase(), encodeStrictly(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const headers = headerNames.map((name) => `${name}=${encodeStrictly(String(request.headers[name] ?? ''))}`);
  const lines = [
    request.method.toLowerCase(),
    decodeURIComponent(path),
    parameters.join('&'),
    headers.join('&'),
    '',
  ];
  const digest = createHash('sha1').update(lines.join('\n')).digest('hex');
  const key = createHmac('sha1', account.secretKey).update(keyTime).digest('hex');
  return createHmac('sha1', key).update(`sha1\n${keyTime}\n${digest}\n`).digest('hex');
}

/** The parameters of a request target, decoded; a `+` is a plus, as the service's own encoding has it. */
export function readQuery(target: string): (readonly [string, string])[] {
  const at = target.indexOf('?');
  if (at === -1 || at === target.length - 1) return [];
  return target
    .slice(at + 1)
    .split('&')
    .map((part) => splitOnce(part))
    .map(([name, value]) => [decodeURIComponent(name), decodeURIComponent(value)] as const);
}

/** Byte by byte, so that it owes nothing to encodeURIComponent's own set of characters. */
function encodeStrictly(text: string): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9\-_.~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function splitOnce(part: string): readonly [string, string] {
  const at = part.indexOf('=');
  return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function listOf(text: string): string[] {
  return text === '' ? [] : text.split(';');
}

function refuse(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
