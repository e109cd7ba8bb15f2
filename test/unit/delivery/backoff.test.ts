import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from '../../../src/delivery/backoff.ts';
import { MINUTE, SECOND } from '../../../src/time.ts';

it('begins with 5 s and doubles up to 15 min', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((attempt) => backoff(attempt, 0) / SECOND);
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

it('is jittered down by at most a fifth, never longer than 15 min, whole milliseconds, for any attempt', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const pause = backoff(attempt, random);
        expect(Number.isInteger(pause)).toBe(true);
        expect(pause).toBeLessThanOrEqual(15 * MINUTE);
        expect(pause).toBeLessThanOrEqual(backoff(attempt, 0));
        expect(pause).toBeGreaterThanOrEqual(0.8 * backoff(attempt, 0));
        expect(backoff(attempt + 1, random)).toBeGreaterThanOrEqual(pause);
      },
    ),
  );
});
