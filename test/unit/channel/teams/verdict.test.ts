import { expect, it } from 'vitest';
import { teamsVerdict } from '../../../../src/channel/teams/verdict.ts';
import {
  ACCEPTED,
  ANSWERED_AT,
  answerOf,
  DOWN,
  OF_DESTINATION,
  OF_MESSAGE,
  THROTTLED,
  throttledFor,
  UNSURE,
} from '../../../support/contract/verdicts.ts';

it.each([
  [answerOf(202), ACCEPTED],
  [answerOf(200, '1'), UNSURE],
  [answerOf(204), UNSURE],
  [answerOf(302), UNSURE],
  [answerOf(429), THROTTLED],
  [answerOf(429, '', { retryAfter: '7' }), throttledFor(7)],
  [answerOf(404, { error: { code: 'WorkflowNotFound' } }), OF_DESTINATION],
  [answerOf(401, { error: { code: 'DirectApiAuthorizationRequired' } }), OF_DESTINATION],
  [answerOf(413), OF_MESSAGE],
  [answerOf(408), DOWN],
  [answerOf(425), DOWN],
  [answerOf(500), DOWN],
  [answerOf(502), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(teamsVerdict(answer, ANSWERED_AT)).toEqual(verdict);
});
