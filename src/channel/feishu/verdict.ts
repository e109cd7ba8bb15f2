import {
  type AnswerVerdict,
  jsonObject,
  textOf,
  type ReadAnswer,
  unknownCode,
} from '../base/http/answer-verdict.ts';

const THROTTLED: AnswerVerdict = { means: 'later', why: 'throttled' };
const DESTINATION = { means: 'refused', why: 'destination' } as const satisfies AnswerVerdict;

/** Codes of Feishu's custom bot (open platform, "自定义机器人使用指南"). */
const CODES: ReadonlyMap<unknown, AnswerVerdict> = new Map<unknown, AnswerVerdict>([
  [0, { means: 'accepted' }],
  [11_232, THROTTLED],
  [19_001, DESTINATION],
  [19_021, { ...DESTINATION, hint: 'check-signature' }],
  [19_022, { ...DESTINATION, hint: 'check-our-address' }],
  [19_024, { ...DESTINATION, hint: 'check-keyword' }],
]);

/** The code of the throttle and of a bad request. The text says which of them it is. */
const BAD_OR_FAST = 9_499;

/** Reads the answer of a Feishu or Lark bot. It answers failures with status 200, and the throttle with 400. */
export function feishuVerdict({ status, body }: ReadAnswer): AnswerVerdict {
  if (status === 429) return THROTTLED;
  if (status >= 500) return { means: 'later', why: 'down' };
  if (status !== 200 && status !== 400) return { means: 'unsure' };
  const answer = jsonObject(body);
  // An older layout names the code `StatusCode`. Where both stand, neither may name a failure.
  const codes = [answer['code'], answer['StatusCode']].filter((one) => one !== undefined);
  const code = codes.find((one) => one !== 0) ?? codes[0];
  const text = textOf(answer['msg'] ?? answer['StatusMessage']);
  if (code === BAD_OR_FAST) {
    return /too many|frequency/i.test(text) ? THROTTLED : { means: 'refused', why: 'message' };
  }
  if (status === 400 && code === 0) return { means: 'unsure' };
  return CODES.get(code) ?? unknownCode(code);
}
