import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOccurrences } from '../../../../src/platform/cron/occurrences.ts';
import { spreadOffset } from '../../../../src/platform/cron/spread-offset.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';

describe('the offset of a name', () => {
  it.each([
    ['* * * * * *', SECOND],
    ['*/30 * * * * *', 30 * SECOND],
    ['0,10 * * * * *', 10 * SECOND],
    ['55,5 * * * * *', 10 * SECOND],
    ['* * * * *', MINUTE],
    ['0 */5 * * * *', MINUTE],
    ['30 2 * * *', MINUTE],
  ])('lies within the shortest pause of %s, and within a minute', (expression, limit) => {
    const offsets = Array.from({ length: 1_000 }, (_, index) => spreadOffset(`t${index}`, expression));
    expect(Math.min(...offsets)).toBeLessThan(limit / 100);
    expect(Math.max(...offsets)).toBeGreaterThan((limit * 99) / 100);
    expect(Math.max(...offsets)).toBeLessThan(limit);
  });

  it('is the same at each start', () => {
    expect(spreadOffset('media', '*/30 * * * * *')).toBe(13_372);
  });

  it('spreads a thousand names that differ in their number alone: no second has twice its share', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `bucket-${index}`);
    const seconds = names.map((name) => Math.floor(spreadOffset(name, '*/30 * * * * *') / SECOND));
    const crowds = Map.groupBy(seconds, (second) => second);
    expect(crowds.size).toBe(30);
    expect(Math.max(...Array.from(crowds.values(), ({ length }) => length))).toBeLessThan(67);
  });

  it('never carries a tick to the next one', () => {
    const second = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(second, fc.string({ minLength: 1 }), (seconds, name) => {
        const schedule = { expression: `${seconds.join(',')} * * * * *`, timezone: 'UTC' };
        const offset = spreadOffset(name, schedule.expression);
        const [first = 0, next = 0] = nextOccurrences({ ...schedule, after: 0, count: 2 });
        expect(first + offset).toBeLessThan(next);
      }),
    );
  });
});
