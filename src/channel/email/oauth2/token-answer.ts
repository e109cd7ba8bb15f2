import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import { Secret } from '../../../platform/secret.ts';
import { MINUTE, SECOND, type Duration } from '../../../platform/time.ts';
import { OAuth2Fault, type OAuth2FaultReason } from './oauth2-fault.ts';

/** An answer of a token endpoint (RFC 6749, §5.1). */
export interface TokenAnswer {
  accessToken: Secret;
  life: Duration;
  /** The refresh token to use from now on, where the provider replaces it. */
  refreshToken: Secret | undefined;
}

interface Endpoint {
  host: string;
  /** Makes a text fit to be shown. */
  clean: (text: string) => string;
}

/**
 * Reads the answer of the token endpoint. What only an operator can mend is `auth`, and loud; what may pass by
 * itself is not.
 * @throws OAuth2Fault
 */
export function readTokenAnswer(
  { status, body }: { status: number; body: string },
  endpoint: Endpoint,
): TokenAnswer {
  const answer = readObject(body);
  if (status !== 200) throw refusedFault(status, answer, endpoint);
  const accessToken = readText(answer, 'access_token');
  // A mail server cannot judge a token of another type: RFC 6750 is about bearer tokens.
  const type = readText(answer, 'token_type') ?? 'bearer';
  if (accessToken === undefined || !TOKEN.test(accessToken) || type.toLowerCase() !== 'bearer') {
    const message = `the token endpoint ${endpoint.host} answered 200 without a bearer token`;
    throw new OAuth2Fault(message, { reason: 'temporary', advice: 'check-token-endpoint' });
  }
  const refreshToken = readText(answer, 'refresh_token');
  return {
    accessToken: new Secret(accessToken),
    life: readLife(answer?.['expires_in']),
    refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
  };
}

/** RFC 6750, §2.1. Anything else could add to what is said to the mail server. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** The RFC only recommends it; some providers write it as text. */
function readLife(expiresIn: unknown): Duration {
  const seconds = typeof expiresIn === 'string' ? Number(expiresIn) : expiresIn;
  return typeof seconds === 'number' && seconds > 0 && seconds < 1e9 ? seconds * SECOND : 5 * MINUTE;
}

function refusedFault(
  status: number,
  answer: Readonly<Record<string, unknown>> | undefined,
  { host, clean }: Endpoint,
): OAuth2Fault {
  const code = readText(answer, 'error');
  const details = [code, readText(answer, 'error_description')].filter((part) => part !== undefined);
  const text = details.length === 0 ? '' : `: ${details.join(': ')}`;
  const redirect = status >= 300 && status < 400 ? ', a redirect, which is never followed' : '';
  const message = clean(`the token endpoint ${host} answered ${status}${redirect}${text}`);
  return new OAuth2Fault(message, { reason: reasonOf(status, code), advice: adviceOf(status, code) });
}

function reasonOf(status: number, code: string | undefined): OAuth2FaultReason {
  if (status === 429 || code === 'slow_down') return 'rate_limited';
  if (status === 408) return 'timeout';
  if (status >= 500 || code === 'temporarily_unavailable' || code === 'server_error') return 'temporary';
  return 'auth';
}

function adviceOf(status: number, code: string | undefined): DeliveryHint | undefined {
  const advice = code === undefined ? undefined : ADVICE.get(code);
  if (advice !== undefined) return advice;
  return reasonOf(status, code) === 'auth' ? 'check-token-endpoint' : undefined;
}

/** By the error codes of RFC 6749, §5.2. */
const ADVICE: ReadonlyMap<string, DeliveryHint> = new Map([
  ['invalid_grant', 'authorize-again'],
  ['invalid_client', 'check-client'],
  ['unauthorized_client', 'check-client'],
  ['invalid_scope', 'check-scope'],
  ['unsupported_grant_type', 'check-grant'],
]);

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

/** A text that is there and not empty. */
function readText(object: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
