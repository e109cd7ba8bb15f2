import type { IncomingHttpHeaders } from 'node:http';
import { SourceFault, type SourceFaultReason } from '../../poll/port/job-source.ts';
import { errorText, type HttpFailure } from '../../platform/http/http-failure.ts';
import type { Duration, Instant } from '../../platform/time.ts';
import { hintFor, type Asked } from './hints.ts';
import { parseHttpDate } from './http-date.ts';
import { parseAnswer, type ServiceError } from '../xml/parse-answer.ts';

/** The parts of an answer that say what went wrong. */
interface FailedAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  receivedAt: Instant;
}

/**
 * Says why an answer was no page, by its status, its code, and the word hidden in its message. `hide` takes secrets
 * out of its texts.
 */
export function answerFault(
  answer: FailedAnswer,
  { asked, hide }: { asked: Asked; hide: (text: string) => string },
): SourceFault {
  const { status, headers } = answer;
  const error = hideIn(readServiceError(answer.body), hide);
  const code = effectiveCode(error) || (status === 200 ? 'Error' : `http-${status}`);
  const reason = classify(status, code);
  const redirect = status >= 300 && status < 400;
  return new SourceFault(describe(status, code, error), {
    code,
    reason,
    retryable: RETRYABLE.has(reason) && status !== 501,
    hint: redirect ? REDIRECT_HINT : (hintFor(code, asked) ?? DEFAULT_HINTS[reason]),
    requestId: requestIdOf(headers) ?? (oneLine(error.requestId, 100) || undefined),
    retryAfter: readRetryAfter(headers['retry-after'], answer.receivedAt),
    action: asked.action,
  });
}

/** A body that is not what was asked for. The next poll may well get a whole one. */
export function bodyFault(
  problem: string,
  details: { code?: string; hint?: string; headers?: IncomingHttpHeaders | undefined } = {},
): SourceFault {
  return new SourceFault(`the answer cannot be read: ${oneLine(problem, 200)}`, {
    code: details.code ?? 'answer-malformed',
    reason: 'malformed',
    retryable: true,
    hint:
      details.hint ??
      'Check endpoint, and whether a proxy between here and the service answers in its place.',
    requestId: details.headers === undefined ? undefined : requestIdOf(details.headers),
  });
}

/** No whole answer came: refused, reset, no such host, a broken certificate. */
export function networkFault(error: unknown, host: string): SourceFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'network';
  const timedOut = code === 'ETIMEDOUT';
  return new SourceFault(`no answer from ${oneLine(host, 200)}: ${oneLine(errorText(error), 200)}`, {
    code,
    reason: timedOut ? 'timeout' : 'network',
    retryable: true,
    hint: NETWORK_HINTS.get(code) ?? 'Check endpoint, region, and that this machine reaches it.',
    cause: error,
  });
}

/** The way ended at the proxy. Nothing is known of the service. */
export function proxyFault(failure: HttpFailure): SourceFault {
  return new SourceFault(oneLine(failure.message, 300), {
    code: failure.reason,
    reason: failure.reason === 'proxy-silent' ? 'timeout' : 'network',
    retryable: failure.retryable,
    hint: failure.hint,
    cause: failure,
  });
}

export function timeoutFault(timeout: Duration): SourceFault {
  return new SourceFault(`no whole answer within ${timeout} ms`, {
    code: 'timeout',
    reason: 'timeout',
    retryable: true,
    hint: 'Check the network to the service; raise timeout if it is only slow.',
  });
}

/** Says whether the service refused the request for the time it was signed with. */
export function isSkew(fault: SourceFault): boolean {
  return fault.code === 'RequestTimeTooSkewed' || fault.code === 'SignatureExpired';
}

/** CI puts its own header on every answer, COS another. */
function requestIdOf(headers: IncomingHttpHeaders): string | undefined {
  const id = headers['x-ci-request-id'] ?? headers['x-cos-request-id'];
  return typeof id === 'string' && id !== '' ? oneLine(id, 100) : undefined;
}

/** Foreign text as one bounded line without control characters. */
export function oneLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1).toWellFormed()}…` : line;
}

const NO_ERROR: ServiceError = { code: '', message: '', requestId: '' };

/** Says whether a body is an error of the service, whatever its status. */
export function isServiceError(body: string): boolean {
  return readServiceError(body).code !== '';
}

function hideIn({ code, message, requestId }: ServiceError, hide: (text: string) => string): ServiceError {
  return { code: hide(code), message: hide(message), requestId: hide(requestId) };
}

/** An error of the service has some 300 bytes: what is longer is none, and would take many times its size to read. */
const LONGEST_ERROR = 64 * 1024;

function readServiceError(body: string): ServiceError {
  if (body.length > LONGEST_ERROR) return NO_ERROR;
  const parsed = parseAnswer(body);
  if (parsed.kind === 'error') return parsed.error;
  return body.trimStart().startsWith('{') ? readJsonError(body) : NO_ERROR;
}

/** Some front ends answer in JSON: `{code, message, request_id}` (as the Go SDK reads it). */
function readJsonError(body: string): ServiceError {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return NO_ERROR;
  }
  const fields = new Map(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([name, field]) => [
      name.toLowerCase().replaceAll('_', ''),
      typeof field === 'string' || typeof field === 'number' ? String(field) : '',
    ]),
  );
  return {
    code: fields.get('code') ?? '',
    message: fields.get('message') ?? '',
    requestId: fields.get('requestid') ?? '',
  };
}

/** COS often answers AccessDenied and hides the real reason in the message (its "403" troubleshooting page). */
function effectiveCode({ code, message }: ServiceError): string {
  if (/Request has expired/i.test(message)) return 'SignatureExpired';
  const hidden =
    /\b(RequestTimeTooSkewed|InvalidAccessKeyId|SignatureDoesNotMatch|SignatureExpired|ExpiredToken)\b/;
  return hidden.exec(message)?.[1] ?? (/^[\w.-]{1,80}$/.test(code) ? code : oneLine(code, 80));
}

const RETRYABLE: ReadonlySet<SourceFaultReason> = new Set([
  'throttled',
  'server',
  'timeout',
  'network',
  'malformed',
]);

const AUTH_CODES: ReadonlySet<string> = new Set([
  'AccessDenied',
  'CIRoleNotExist',
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidAuthorization',
  'MissingAuthorization',
  'RequestTimeTooSkewed',
  'ResourceAccessDenied',
  'SecretidNotExist',
  'SignatureDoesNotMatch',
  'SignatureExpired',
]);

/** Listed under 403 although they say nothing of keys or rights. */
const NOT_AUTH_CODES: ReadonlySet<string> = new Set([
  'ActiveWorkflowForbiddenUpdate',
  'MediaBucketAlreadyBinded',
  'QueuePaused',
  'QueueSaturated',
]);

function classify(status: number, code: string): SourceFaultReason {
  if (status === 429 || code === 'SlowDown') return 'throttled';
  if (AUTH_CODES.has(code)) return 'auth';
  if (code === 'InternalError' || code === 'ServiceUnavailable' || status >= 500) return 'server';
  if (status === 408 || code === 'RequestTimeout') return 'timeout';
  if ((status === 401 || status === 403) && !NOT_AUTH_CODES.has(code)) return 'auth';
  return 'refused';
}

function describe(status: number, code: string, error: ServiceError): string {
  const message = oneLine(error.message, 300);
  const hidden = error.code !== '' && error.code !== code ? ` (sent as ${oneLine(error.code, 80)})` : '';
  return `the service answered ${status} ${code}${hidden}${message === '' ? '' : `: ${message}`}`;
}

const REDIRECT_HINT =
  'Redirects are never followed, for they would carry the signature elsewhere: ' +
  'use the https endpoint of the bucket in its own region.';

const DEFAULT_HINTS: Readonly<Partial<Record<SourceFaultReason, string>>> = {
  auth: 'Check the credentials of the target and the rights of their key.',
  throttled: 'Lower requestsPerSecond, or poll less often.',
  server: 'The service has a fault of its own; nothing to do but wait.',
};

const AUTHORITY =
  'No authority known here signed the certificate: put that of a proxy which looks into TLS into NODE_EXTRA_CA_CERTS.';

const NETWORK_HINTS = new Map([
  ['ENOTFOUND', 'No such host: check bucket, region and endpoint, and the DNS of this machine.'],
  ['EAI_AGAIN', 'The DNS of this machine does not answer.'],
  ['ECONNREFUSED', 'Nothing listens there: check the host and port of endpoint.'],
  ['CERT_HAS_EXPIRED', 'The certificate of the endpoint has ended, or the clock of this machine is wrong.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', AUTHORITY],
]);

/** Seconds or an HTTP date (RFC 9110, 10.2.3); undefined for anything else. */
function readRetryAfter(header: string | undefined, now: Instant): Duration | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000;
  const date = parseHttpDate(header);
  return date === undefined ? undefined : Math.max(0, date - now);
}
