import { expect, it } from 'vitest';
import { wecomVerdict } from '../../../../src/channel/wecom/verdict.ts';
import {
  ACCEPTED,
  answerOf,
  DOWN,
  OF_DESTINATION,
  OF_MESSAGE,
  THROTTLED,
  UNKNOWN_FAILURE,
  UNSURE,
} from '../../../support/contract/verdicts.ts';

const code = (errcode: unknown, errmsg = '') => answerOf(200, { errcode, errmsg });

it.each([
  [code(0, 'ok'), ACCEPTED],
  [code(45_009, 'api freq out of limit'), THROTTLED],
  [code(-1, 'system busy'), DOWN],
  [code(93_000, 'invalid webhook url, from ip: 192.0.2.7'), OF_DESTINATION],
  [code(40_058, 'markdown.content exceed max length 4096'), OF_MESSAGE],
  [code(987_654), UNKNOWN_FAILURE],
  [code(-7), UNKNOWN_FAILURE],
  [code(0.5), UNSURE],
  [code('0'), UNSURE],
  [code(null), UNSURE],
  [answerOf(200, {}), UNSURE],
  [answerOf(200, []), UNSURE],
  [answerOf(200, ''), UNSURE],
  [answerOf(200, 'ok'), UNSURE],
  [answerOf(200, '{"errcode":0'), UNSURE],
  [answerOf(201, { errcode: 0 }), UNSURE],
  [answerOf(404, { errcode: 0 }), UNSURE],
  [answerOf(429), THROTTLED],
  [answerOf(502, { errcode: 0 }), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(wecomVerdict(answer)).toEqual(verdict);
});
