import type { AnswerVerdict, ReadAnswer } from '../../../src/channel/base/http/answer-verdict.ts';
import { SECOND } from '../../../src/platform/time.ts';

/** When the answers of the tables come in. */
export const ANSWERED_AT = Date.parse('2026-11-30T12:00:00Z');

export const ACCEPTED: AnswerVerdict = { means: 'accepted' };
export const UNSURE: AnswerVerdict = { means: 'unsure' };
/** It says that it failed, in words that no table has. */
export const UNKNOWN_FAILURE: AnswerVerdict = { means: 'unsure', isFailure: true };
export const DOWN: AnswerVerdict = { means: 'later', why: 'down' };
export const THROTTLED = { means: 'later', why: 'throttled' } as const satisfies AnswerVerdict;
export const OF_DESTINATION: AnswerVerdict = { means: 'refused', why: 'destination' };
export const OF_MESSAGE: AnswerVerdict = { means: 'refused', why: 'message' };

/** A throttle that names a time. */
export function throttledFor(seconds: number): AnswerVerdict {
  return { ...THROTTLED, retryAfter: seconds * SECOND };
}

/** An answer as a channel reads it. A body that is no text is JSON. */
export function answerOf(
  status: number,
  body: unknown = '',
  { retryAfter }: { retryAfter?: string } = {},
): ReadAnswer {
  return {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
