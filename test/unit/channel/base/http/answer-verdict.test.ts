import { describe, expect, it } from 'vitest';
import { jsonObject, retryAfter } from '../../../../../src/channel/base/http/answer-verdict.ts';
import { HOUR, SECOND } from '../../../../../src/platform/time.ts';
import { ANSWERED_AT, answerOf } from '../../../../support/contract/verdicts.ts';

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['30', 30 * SECOND],
    [' 30 ', 30 * SECOND],
    ['3600', HOUR],
    ['3601', HOUR],
    ['9'.repeat(400), HOUR],
    ['Mon, 30 Nov 2026 12:00:30 GMT', 30 * SECOND],
    ['Monday, 30-Nov-26 12:00:30 GMT', 30 * SECOND],
    ['Mon, 30 Nov 2026 11:00:00 GMT', 0],
    ['Thu, 31 Dec 9999 23:59:59 GMT', HOUR],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['30s', undefined],
    ['', undefined],
    ['soon', undefined],
    ['in 5 minutes', undefined],
    ['Mon, 99 Nov 2026 12:00:30 GMT', undefined],
  ])('%j asks for %j ms', (value, pause) => {
    expect(retryAfter(answerOf(429, '', { retryAfter: value }), ANSWERED_AT)).toBe(pause);
  });

  it('asks for nothing where it is absent', () => {
    expect(retryAfter(answerOf(429), ANSWERED_AT)).toBeUndefined();
  });
});

it.each(['', 'ok', '[]', 'null', '7', '"{}"', '{"a":1', '<html>'])('%j has no members', (body) => {
  expect(jsonObject(body)).toEqual({});
});
