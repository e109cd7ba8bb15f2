import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  backoff,
  CHANNEL_PAUSES,
  ENTRY_PAUSES,
  jittered,
  LOGIN_PAUSES,
  UNANSWERED_PAUSES,
} from '../../../src/outbox/backoff.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';

it.each([
  ['an entry', ENTRY_PAUSES, SECOND, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]],
  ['a channel', CHANNEL_PAUSES, SECOND, [5, 10, 20, 40, 80, 120, 120]],
  ['a refused login', LOGIN_PAUSES, MINUTE, [1, 2, 4, 8, 15, 15]],
  ['an unanswered message', UNANSWERED_PAUSES, HOUR, [0.25, 0.5, 1, 2, 4, 4]],
] as const)(
  '%s pauses twice as long after each failure, up to its longest pause',
  (_name, pauses, unit, expected) => {
    expect(expected.map((_, index) => backoff(index + 1, pauses) / unit)).toEqual(expected);
  },
);

it('a pause is jittered down by at most a fifth, in whole milliseconds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const whole = backoff(attempt, ENTRY_PAUSES);
        const pause = jittered(whole, random);
        expect(Number.isInteger(pause)).toBe(true);
        expect(pause).toBeLessThanOrEqual(whole);
        expect(pause).toBeGreaterThanOrEqual(0.8 * whole - 1);
        expect(jittered(backoff(attempt + 1, ENTRY_PAUSES), random)).toBeGreaterThanOrEqual(pause);
      },
    ),
  );
});
