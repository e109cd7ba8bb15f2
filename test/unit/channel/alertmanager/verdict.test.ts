import { expect, it } from 'vitest';
import { alertmanagerVerdict } from '../../../../src/channel/alertmanager/verdict.ts';
import {
  ACCEPTED,
  answerOf,
  DOWN,
  OF_MESSAGE,
  THROTTLED,
  UNSURE,
} from '../../../support/contract/verdicts.ts';

it.each([
  [answerOf(200), ACCEPTED],
  [answerOf(200, {}), ACCEPTED],
  [answerOf(200, '<!doctype html><title>Sign in</title>'), UNSURE],
  [answerOf(200, '\n  <html><body>Sign in</body></html>'), UNSURE],
  [answerOf(202), UNSURE],
  [answerOf(302), UNSURE],
  [answerOf(400, '"at least one label pair required"'), OF_MESSAGE],
  [answerOf(401), UNSURE],
  [answerOf(404, '404 page not found'), UNSURE],
  [answerOf(429), THROTTLED],
  [answerOf(500), DOWN],
  [answerOf(503), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(alertmanagerVerdict(answer)).toEqual(verdict);
});
