import { expect, it } from 'vitest';
import { feishuVerdict } from '../../../../src/channel/feishu/verdict.ts';
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

const saying = (number: unknown, msg = '', status = 200) => answerOf(status, { code: number, msg, data: {} });

it.each([
  [saying(0, 'success'), ACCEPTED],
  [answerOf(200, { StatusCode: 0, StatusMessage: 'success' }), ACCEPTED],
  [saying(11_232, 'frequency limited'), THROTTLED],
  [saying(9_499, 'too many request', 400), THROTTLED],
  [saying(9_499, 'too many request'), THROTTLED],
  [saying(9_499, 'Bad Request'), OF_MESSAGE],
  [saying(9_499, 'Bad Request', 400), OF_MESSAGE],
  [saying(19_001, 'param invalid: incoming webhook access token invalid'), OF_DESTINATION],
  [saying(987_654, 'unheard of'), UNKNOWN_FAILURE],
  // Both layouts in one answer: it is taken where both say so.
  [answerOf(200, { code: 0, msg: 'success', StatusCode: 0, StatusMessage: 'success' }), ACCEPTED],
  [answerOf(200, { code: 0, StatusCode: 1 }), UNKNOWN_FAILURE],
  [answerOf(200, { code: 0, StatusCode: '0' }), UNSURE],
  [answerOf(200, { code: 19_001, StatusCode: 0 }), OF_DESTINATION],
  [saying('0'), UNSURE],
  [saying(0, 'success', 400), UNSURE],
  [saying(0, 'success', 202), UNSURE],
  [answerOf(200, {}), UNSURE],
  [answerOf(200, ''), UNSURE],
  [answerOf(200, '<html>'), UNSURE],
  [answerOf(404, '404 page not found'), UNSURE],
  [answerOf(429), THROTTLED],
  [answerOf(504), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(feishuVerdict(answer)).toEqual(verdict);
});

it.each([
  [19_021, 'check-signature'],
  [19_022, 'check-our-address'],
  [19_024, 'check-keyword'],
])('Feishu refuses by its security settings: %i', (code, hint) => {
  const body = JSON.stringify({ code, msg: 'refused' });
  const verdict = feishuVerdict({ status: 200, headers: {}, body });
  expect(verdict).toEqual({ means: 'refused', why: 'destination', hint });
});
