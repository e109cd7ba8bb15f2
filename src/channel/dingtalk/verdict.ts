import {
  type AnswerVerdict,
  jsonObject,
  textOf,
  type ReadAnswer,
  unknownCode,
} from '../base/http/answer-verdict.ts';
import type { DeliveryHint } from '../../core/delivery-hint.ts';
import { MINUTE } from '../../platform/time.ts';

/** DingTalk lets a robot that was too fast wait for so long. */
const PENALTY = 10 * MINUTE;
const THROTTLED = { means: 'later', why: 'throttled', retryAfter: PENALTY } as const satisfies AnswerVerdict;
const DESTINATION = { means: 'refused', why: 'destination' } as const satisfies AnswerVerdict;
const MESSAGE: AnswerVerdict = { means: 'refused', why: 'message' };

/** Codes of DingTalk's custom robot. Lists disagree, so that the text counts where a code has several meanings. */
const CODES: ReadonlyMap<unknown, AnswerVerdict> = new Map<unknown, AnswerVerdict>([
  [0, { means: 'accepted' }],
  [-1, { means: 'later', why: 'down' }],
  [130_101, THROTTLED],
  [410_100, THROTTLED],
  [300_001, DESTINATION],
  [300_005, DESTINATION],
  [400_013, DESTINATION],
  [400_101, DESTINATION],
  [400_102, DESTINATION],
  [40_035, MESSAGE],
]);

/**
 * The code of every refusal by the robot's security settings. The text says whether keyword, signature or address is
 * wrong.
 */
const SECURITY = 310_000;

function hintOf(text: string): { hint?: DeliveryHint } {
  if (/sign|timestamp|签名|时间戳/i.test(text)) return { hint: 'check-signature' };
  if (/keyword|关键词/i.test(text)) return { hint: 'check-keyword' };
  return /\bip\b|whitelist|白名单/i.test(text) ? { hint: 'check-our-address' } : {};
}

/** Reads the answer of a DingTalk robot. It answers failures with status 200: the code and the text say how it went. */
export function dingtalkVerdict({ status, body }: ReadAnswer): AnswerVerdict {
  if (status === 429) return THROTTLED;
  if (status >= 500) return { means: 'later', why: 'down' };
  if (status !== 200) return { means: 'unsure' };
  const answer = jsonObject(body);
  // DingTalk's gateway refuses before the robot does, in a form of its own.
  if (answer['punish'] === 'deny') return { ...THROTTLED, retryAfter: waitOf(answer['wait']) };
  const text = textOf(answer['errmsg']);
  if (answer['errcode'] === SECURITY) return { ...DESTINATION, ...hintOf(text) };
  if (answer['errcode'] !== 0 && /too fast|speed|频率|限流/i.test(text)) return THROTTLED;
  return CODES.get(answer['errcode']) ?? unknownCode(answer['errcode']);
}

/** The seconds that the gateway names, or the usual penalty. */
function waitOf(wait: unknown): number {
  return typeof wait === 'number' && wait > 0 ? Math.min(wait * 1_000, PENALTY) : PENALTY;
}
