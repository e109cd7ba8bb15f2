import { expect, it } from 'vitest';
import { pagerdutyVerdict } from '../../../../src/channel/pagerduty/verdict.ts';
import {
  ACCEPTED,
  ANSWERED_AT,
  answerOf,
  DOWN,
  OF_MESSAGE,
  throttledFor,
  UNSURE,
} from '../../../support/contract/verdicts.ts';

it.each([
  [answerOf(202, { status: 'success', message: 'Event processed' }), ACCEPTED],
  [answerOf(200, { status: 'success' }), UNSURE],
  [answerOf(204), UNSURE],
  [answerOf(302), UNSURE],
  [answerOf(404), UNSURE],
  [answerOf(429), throttledFor(60)],
  [answerOf(429, '', { retryAfter: '90' }), throttledFor(90)],
  [answerOf(429, '', { retryAfter: 'soon' }), throttledFor(60)],
  [answerOf(400, { status: 'invalid event' }), OF_MESSAGE],
  [answerOf(401), UNSURE],
  [answerOf(403), UNSURE],
  [answerOf(500), DOWN],
  [answerOf(503), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(pagerdutyVerdict(answer, ANSWERED_AT)).toEqual(verdict);
});
