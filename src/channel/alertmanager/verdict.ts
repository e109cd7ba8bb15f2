import type { AnswerVerdict, ReadAnswer } from '../base/http/answer-verdict.ts';

/**
 * Reads the answer of Alertmanager's API v2: 200 takes the alerts; 400 says that one of them is not valid. The API has no
 * pages: with 200 one comes from something in between that wants a login.
 */
export function alertmanagerVerdict({ status, body }: ReadAnswer): AnswerVerdict {
  if (status === 200) return body.trimStart().startsWith('<') ? { means: 'unsure' } : { means: 'accepted' };
  if (status === 400) return { means: 'refused', why: 'message' };
  if (status === 429) return { means: 'later', why: 'throttled' };
  if (status >= 500) return { means: 'later', why: 'down' };
  return { means: 'unsure' };
}
