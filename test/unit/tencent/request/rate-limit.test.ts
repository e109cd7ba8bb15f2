import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../../../src/tencent/request/rate-limit.ts';
import { TestClock } from '../../../support/test-clock.ts';

const never = new AbortController().signal;

async function startsOf(perSecond: number, callers: number): Promise<number[]> {
  const clock = new TestClock();
  const limit = createRateLimit({ perSecond, clock });
  const starts: number[] = [];
  for (let caller = 0; caller < callers; caller += 1) {
    void limit.enter(never).then(() => starts.push(clock.monotonic()));
  }
  await clock.advance(60_000);
  return starts;
}

describe('the rate limit', () => {
  it('lets so many start in any second, and no caller wait longer than needed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 20 }),
        async (rate, callers) => {
          const starts = await startsOf(rate, callers);
          expect(starts).toEqual(
            Array.from({ length: callers }, (_, index) => Math.floor(index / rate) * 1_000),
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  it('spaces out a fraction of one', async () => {
    expect(await startsOf(0.5, 3)).toEqual([0, 2_000, 4_000]);
  });

  it('keeps to its pace when the wall clock is set back', async () => {
    const clock = new TestClock();
    const limit = createRateLimit({ perSecond: 1, clock });
    await limit.enter(never);
    clock.setNow(clock.now() - 3_600_000);
    const second = limit.enter(never);
    await clock.advance(1_000);
    await second;
  });
});
