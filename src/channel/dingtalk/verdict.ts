import { type AnswerVerdict, jsonObject, textOf, type ReadAnswer } from '../base/http/answer-verdict.ts';
import { MINUTE } from '../../platform/time.ts';

/** DingTalk lets a robot that was too fast wait for so long. */
const PENALTY = 10 * MINUTE;
const THROTTLED = { means: 'later', why: 'throttled', retryAfter: PENALTY } as const satisfies AnswerVerdict;
const DESTINATION: AnswerVerdict = { means: 'refused', why: 'destination' };
const MESSAGE: AnswerVerdict = { means: 'refused', why: 'message' };

/** Codes of DingTalk's custom robot. Lists disagree, so that the text counts where a code has several meanings. */
const CODES: ReadonlyMap<unknown, AnswerVerdict> = new Map<unknown, AnswerVerdict>([
  [0, { means: 'accepted' }],
  [-1, { means: 'later', why: 'down' }],
  [130_101, THROTTLED],
  [410_100, THROTTLED],
  [300_001, DESTINATION],
  [300_005, DESTINATION],
  [310_000, DESTINATION],
  [400_013, DESTINATION],
  [400_101, DESTINATION],
  [400_102, DESTINATION],
  [40_035, MESSAGE],
]);

/** Reads the answer of a DingTalk robot. It answers failures with status 200: the code and the text say how it went. */
export function dingtalkVerdict({ status, body }: ReadAnswer): AnswerVerdict {
  if (status === 429) return THROTTLED;
  if (status >= 500) return { means: 'later', why: 'down' };
  if (status !== 200) return { means: 'unsure' };
  const answer = jsonObject(body);
  // Its gate before the robot answers in words of its own.
  if (answer['punish'] === 'deny') return { ...THROTTLED, retryAfter: waitOf(answer['wait']) };
  const text = textOf(answer['errmsg']);
  if (answer['errcode'] !== 0 && /too fast|speed|频率|限流/i.test(text)) return THROTTLED;
  return CODES.get(answer['errcode']) ?? { means: 'unsure' };
}

/** The seconds that the gate names, or the usual penalty. */
function waitOf(wait: unknown): number {
  return typeof wait === 'number' && wait > 0 ? Math.min(wait * 1_000, PENALTY) : PENALTY;
}
