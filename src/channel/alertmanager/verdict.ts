import type { AnswerVerdict, ReadAnswer } from '../base/http/answer-verdict.ts';

/** Reads the answer of Alertmanager's API v2: 200 takes the alerts; 400 says that one of them is not valid. */
export function alertmanagerVerdict({ status }: ReadAnswer): AnswerVerdict {
  if (status === 200) return { means: 'accepted' };
  if (status === 400) return { means: 'refused', why: 'message' };
  if (status === 429) return { means: 'later', why: 'throttled' };
  if (status >= 500) return { means: 'later', why: 'down' };
  return { means: 'unsure' };
}
