import { type AnswerVerdict, jsonObject, textOf, type ReadAnswer } from '../base/http/answer-verdict.ts';

/** Reads the answer of Tencent Cloud's API 3.0. It answers failures with status 200 and an `Error` in its `Response`. */
export function tencentAlarmVerdict({ status, body }: ReadAnswer): AnswerVerdict {
  if (status === 429) return { means: 'later', why: 'throttled' };
  if (status >= 500) return { means: 'later', why: 'down' };
  const { Response: response } = jsonObject(body);
  if (status !== 200 || !isObject(response)) return { means: 'unsure' };
  const { Error: error, RequestId: requestId } = response;
  if (error === undefined) return typeof requestId === 'string' ? { means: 'accepted' } : { means: 'unsure' };
  const code = isObject(error) ? textOf(error['Code']) : '';
  if (/^(?:RequestLimitExceeded|LimitExceeded)/.test(code)) return { means: 'later', why: 'throttled' };
  if (code.startsWith('InternalError')) return { means: 'later', why: 'down' };
  if (code.startsWith('InvalidParameter')) return { means: 'refused', why: 'message' };
  if (/^(?:AuthFailure|UnauthorizedOperation|FailedOperation|ResourceNotFound)/.test(code))
    return { means: 'refused', why: 'destination' };
  return code === '' ? { means: 'unsure' } : { means: 'unsure', isFailure: true };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
