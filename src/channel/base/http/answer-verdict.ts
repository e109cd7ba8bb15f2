import type { DeliveryHint } from '../../../core/delivery-hint.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../../../platform/time.ts';

/** The meaning of another side's answer to a message. Each channel reads its own side's answers; anything else is `unsure`. */
export type AnswerVerdict =
  /** `thread`: what later messages of the same incident answer to, where the other side has threads. */
  | { means: 'accepted'; thread?: string }
  /** It takes the message at another time: it is throttled or down. */
  | { means: 'later'; why: 'throttled' | 'down'; retryAfter?: Duration | undefined }
  /** The thread that the message answers to is gone, and nothing was posted. */
  | { means: 'thread-gone' }
  /** It will never take this message or this destination. `why` is about the message, or about who asks where. */
  | { means: 'refused'; why: 'message' | 'destination'; hint?: DeliveryHint }
  /** It wants no message at this address any more. All wait until the configuration names another one. */
  | { means: 'gone' }
  /**
   * Nobody knows what it means, so the message counts as not taken. `isFailure`: it says that nothing was posted, in words
   * that nobody knows.
   */
  | { means: 'unsure'; isFailure?: true };

/** An answer as a channel reads it. Header names are lower-case. */
export interface ReadAnswer {
  status: number;
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: string;
}

/** Returns the members of a JSON object. There are none in what is no JSON object. */
export function jsonObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Reads a code that no table has: one beside 0 says at least that it failed. */
export function unknownCode(code: unknown): AnswerVerdict {
  return Number.isInteger(code) && code !== 0 ? { means: 'unsure', isFailure: true } : { means: 'unsure' };
}

/** Returns a value of JSON that is a text. Anything else is the empty text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Returns what `Retry-After` demands: seconds or a date (RFC 9110 §10.2.3), at most an hour. `undefined` when it is
 * absent or says nothing usable.
 * @param now of our clock, for a date.
 */
export function retryAfter({ headers }: ReadAnswer, now: number): Duration | undefined {
  const value = textOf(headers['retry-after']).trim();
  const pause = /^\d+$/.test(value) ? Number(value) * SECOND : dateOf(value) - now;
  return Number.isNaN(pause) ? undefined : Math.min(Math.max(pause, 0), LONGEST_RETRY_AFTER);
}

/** Reads a date of HTTP. NaN for all else: JavaScript would take `-5` for a date, too. */
function dateOf(value: string): Instant {
  return /^[A-Za-z]+, .+ GMT$/.test(value) ? Date.parse(value) : NaN;
}

const LONGEST_RETRY_AFTER: Duration = HOUR;
