import { type AnswerVerdict, type ReadAnswer, retryAfter } from '../base/http/answer-verdict.ts';
import { MINUTE } from '../../platform/time.ts';

/** Reads the answer of PagerDuty's Events API v2: 202 takes the event; 400 says that it, or its key, is wrong. */
export function pagerdutyVerdict(answer: ReadAnswer, now: number): AnswerVerdict {
  const { status } = answer;
  if (status === 202) return { means: 'accepted' };
  if (status === 429) {
    return { means: 'later', why: 'throttled', retryAfter: retryAfter(answer, now) ?? MINUTE };
  }
  if (status >= 500) return { means: 'later', why: 'down' };
  if (status === 400) return { means: 'refused', why: 'message' };
  return { means: 'unsure' };
}
