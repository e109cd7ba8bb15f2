import { type AnswerVerdict, type ReadAnswer, retryAfter } from '../base/http/answer-verdict.ts';

/**
 * Reads the answer of a Teams workflow: 202 takes the message, whatever the flow does later. A 4xx says that it is gone,
 * but 408 and 425 say to come again (RFC 9110 §15.5.9, RFC 8470 §5.2).
 */
export function teamsVerdict(answer: ReadAnswer, now: number): AnswerVerdict {
  const { status } = answer;
  if (status === 202) return { means: 'accepted' };
  if (status === 429) return { means: 'later', why: 'throttled', retryAfter: retryAfter(answer, now) };
  if (status >= 500 || status === 408 || status === 425) return { means: 'later', why: 'down' };
  if (status === 413) return { means: 'refused', why: 'message' };
  if (status >= 400) return { means: 'refused', why: 'destination' };
  return { means: 'unsure' };
}
