import { expect, it } from 'vitest';
import { tencentAlarmVerdict } from '../../../../src/channel/tencent-alarm/verdict.ts';
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

const failed = (code: unknown) =>
  answerOf(200, { Response: { Error: { Code: code, Message: '' }, RequestId: 'r' } });

it.each([
  [answerOf(200, { Response: { RequestId: 'r' } }), ACCEPTED],
  [failed('RequestLimitExceeded'), THROTTLED],
  [failed('RequestLimitExceeded.UinLimitExceeded'), THROTTLED],
  [failed('LimitExceeded'), THROTTLED],
  [failed('InternalError'), DOWN],
  [failed('InternalError.ExeTimeout'), DOWN],
  [failed('InvalidParameter'), OF_MESSAGE],
  [failed('InvalidParameterValue'), OF_MESSAGE],
  [failed('AuthFailure'), OF_DESTINATION],
  [failed('AuthFailure.SecretIdNotFound'), OF_DESTINATION],
  [failed('AuthFailure.SignatureFailure'), OF_DESTINATION],
  [failed('UnauthorizedOperation'), OF_DESTINATION],
  [failed('FailedOperation.SendError'), OF_DESTINATION],
  [failed('ResourceNotFound'), OF_DESTINATION],
  [failed('Unheard.Of'), UNKNOWN_FAILURE],
  [failed(7), UNSURE],
  [answerOf(200, { Response: { Error: null, RequestId: 'r' } }), UNSURE],
  [answerOf(200, { Response: {} }), UNSURE],
  [answerOf(200, { Response: [] }), UNSURE],
  [answerOf(200, {}), UNSURE],
  [answerOf(200, ''), UNSURE],
  [answerOf(200, '<html>'), UNSURE],
  [answerOf(403, { Response: { RequestId: 'r' } }), UNSURE],
  [answerOf(429), THROTTLED],
  [answerOf(500), DOWN],
] as const)('%j means %j', (answer, verdict) => {
  expect(tencentAlarmVerdict(answer)).toEqual(verdict);
});
