import { type AnswerVerdict, jsonObject, type ReadAnswer, unknownCode } from '../base/http/answer-verdict.ts';

/** Codes of WeCom's group robot (developer documentation, "全局错误码"). */
const CODES: ReadonlyMap<unknown, AnswerVerdict> = new Map<unknown, AnswerVerdict>([
  [0, { means: 'accepted' }],
  [-1, { means: 'later', why: 'down' }],
  [45_009, { means: 'later', why: 'throttled' }],
  [93_000, { means: 'refused', why: 'destination' }],
  [40_058, { means: 'refused', why: 'message' }],
]);

/** Reads the answer of a WeCom group robot. It answers failures with status 200: the code alone says how it went. */
export function wecomVerdict({ status, body }: ReadAnswer): AnswerVerdict {
  if (status === 429) return { means: 'later', why: 'throttled' };
  if (status >= 500) return { means: 'later', why: 'down' };
  if (status !== 200) return { means: 'unsure' };
  const { errcode } = jsonObject(body);
  return CODES.get(errcode) ?? unknownCode(errcode);
}
