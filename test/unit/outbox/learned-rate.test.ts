import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_DOUBLING, LearnedRate, LONGEST_DOUBLING } from '../../../src/outbox/learned-rate.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { TestClock } from '../../support/test-clock.ts';

const limit = fc.integer({ min: 1, max: 10_000 });
const offered = fc.integer({ min: 1, max: 200 });
const steps = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('refused' as const), offered }),
    fc.record({ is: fc.constant('taken' as const) }),
    fc.record({ is: fc.constant('wait' as const), span: fc.integer({ min: 1, max: 10 * MINUTE }) }),
  ),
  { maxLength: 30 },
);

function begin(maxPerMinute: number) {
  const clock = new TestClock();
  return { clock, rate: new LearnedRate({ channel: { maxPerMinute }, clock }) };
}

/** The doublings from one message a minute to the limit. */
const doublings = (maxPerMinute: number) => Math.ceil(Math.log2(maxPerMinute));

describe('the rate that another side takes', () => {
  it('is within the limit whatever happens, and back at it in a bounded time', async () => {
    await fc.assert(
      fc.asyncProperty(limit, steps, async (maxPerMinute, all) => {
        const { clock, rate } = begin(maxPerMinute);
        for (const step of all) {
          const before = rate.perMinute;
          if (step.is === 'wait') await clock.advance(step.span);
          else if (step.is === 'taken') rate.noteTaken();
          else rate.lower(step.offered);
          const expected = step.is === 'refused' ? Math.floor(Math.min(before, step.offered) / 2) : before;
          if (step.is === 'wait') expect(rate.perMinute).toBeGreaterThanOrEqual(expected);
          else expect(rate.perMinute).toBe(Math.max(1, expected));
          expect(rate.perMinute).toBeLessThanOrEqual(maxPerMinute);
        }
        await clock.advance(doublings(maxPerMinute) * LONGEST_DOUBLING);
        expect(rate.perMinute).toBe(maxPerMinute);
      }),
    );
  });

  it('is back at the limit within 5 minutes of one refusal, and 60 a minute within 2', async () => {
    await fc.assert(
      fc.asyncProperty(limit, offered, async (maxPerMinute, refused) => {
        const { clock, rate } = begin(maxPerMinute);
        rate.lower(refused);
        await clock.advance(maxPerMinute <= 60 ? 2 * MINUTE : 5 * MINUTE);
        expect(rate.perMinute).toBe(maxPerMinute);
      }),
    );
  });

  it('recovers as soon after a burst of refusals as after the last of them alone', async () => {
    const { clock, rate } = begin(60);
    for (let refusal = 0; refusal < 10; refusal += 1) {
      rate.lower(1);
      await clock.advance(5 * SECOND);
    }
    await clock.advance(doublings(60) * FIRST_DOUBLING - 5 * SECOND);
    expect(rate.perMinute).toBe(60);
  });

  it('rises when it says so, and not before', async () => {
    await fc.assert(
      fc.asyncProperty(limit, offered, async (maxPerMinute, refused) => {
        const { clock, rate } = begin(maxPerMinute);
        rate.lower(refused);
        for (let { risesIn } = rate; risesIn < Infinity; { risesIn } = rate) {
          const { perMinute } = rate;
          await clock.advance(risesIn - 2);
          if (risesIn > SECOND) expect(rate.perMinute).toBe(perMinute);
          await clock.advance(2);
          expect(rate.perMinute).toBeGreaterThan(perMinute);
        }
        expect(rate.perMinute).toBe(maxPerMinute);
      }),
      { numRuns: 20 },
    );
  });

  it('rises half as fast each time that a rate is refused which had begun to work', async () => {
    const { clock, rate } = begin(60);
    const seconds: number[] = [];
    for (let refusal = 0; refusal < 6; refusal += 1) {
      rate.lower(2);
      seconds.push(Math.floor(rate.risesIn / SECOND));
      rate.noteTaken();
      await clock.advance(SECOND);
    }
    expect(seconds).toEqual([20, 40, 80, 160, 160, 160]);
  });
});
