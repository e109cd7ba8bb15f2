import { retryAfter, type AnswerVerdict, type ReadAnswer } from '../base/http/answer-verdict.ts';

/**
 * Reads the answer of a receiver of Standard Webhooks (specification 1.0, "Delivery"): 2xx takes the message, 410 wants
 * no more of them. Its 429, 502, 503 and 504 ask to come again. Other 4xx refuse this message.
 */
export function webhookVerdict(answer: ReadAnswer, now: number): AnswerVerdict {
  const { status } = answer;
  if (status >= 200 && status < 300) return { means: 'accepted' };
  if (status === 429) return { means: 'later', why: 'throttled', retryAfter: retryAfter(answer, now) };
  if (status === 410) return { means: 'gone' };
  if (status === 408 || status === 425) return { means: 'later', why: 'down' };
  if (status >= 500) return { means: 'later', why: 'down', retryAfter: retryAfter(answer, now) };
  if (status >= 400) return { means: 'refused', why: 'message' };
  // A redirect is never followed, and 1xx ends nothing.
  return { means: 'unsure' };
}
