import { expect, it } from 'vitest';
import { webhookVerdict } from '../../../../src/channel/webhook/verdict.ts';
import {
  ACCEPTED,
  ANSWERED_AT,
  answerOf,
  DOWN,
  OF_MESSAGE,
  THROTTLED,
  throttledFor,
  UNSURE,
} from '../../../support/contract/verdicts.ts';

it.each([
  [answerOf(200, 'anything'), ACCEPTED],
  [answerOf(204), ACCEPTED],
  [answerOf(299), ACCEPTED],
  [answerOf(301), UNSURE],
  [answerOf(429), THROTTLED],
  [answerOf(429, '', { retryAfter: '120' }), throttledFor(120)],
  [answerOf(429, '', { retryAfter: 'Mon, 30 Nov 2026 12:00:30 GMT' }), throttledFor(30)],
  [answerOf(410), { means: 'gone' }],
  [answerOf(400), OF_MESSAGE],
  [answerOf(404), OF_MESSAGE],
  [answerOf(422), OF_MESSAGE],
  [answerOf(408), DOWN],
  [answerOf(425), DOWN],
  [answerOf(500), DOWN],
  [answerOf(502), DOWN],
  [answerOf(503, '', { retryAfter: '60' }), { ...DOWN, retryAfter: 60_000 }],
  [answerOf(504), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(webhookVerdict(answer, ANSWERED_AT)).toEqual(verdict);
});
