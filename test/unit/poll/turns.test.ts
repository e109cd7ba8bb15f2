import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../src/platform/time.ts';
import { PollersFixture } from '../../support/poll/pollers-fixture.ts';

const PERIOD = 10 * SECOND;
const HANGS = { answersAfter: Infinity };
const names = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

describe('polls of many targets', () => {
  it('begin few at a time, in the order in which they asked', async () => {
    await using fixture = await PollersFixture.start(3);
    for (const name of names(12)) await fixture.watch(name, { answersAfter: SECOND / 10 });
    await fixture.clock.advance(2 * SECOND);
    expect(fixture.mostUnderWay).toBe(3);
    expect([...new Set(fixture.begun.map(({ target }) => target))]).toEqual(names(12));
  });

  it('are not held up by targets that hang: after half a second each turn is passed on', async () => {
    await using fixture = await PollersFixture.start(3);
    for (const name of names(6)) await fixture.watch(name, HANGS);
    await fixture.watch('well', { answersAfter: 0 });
    await fixture.clock.advance(SECOND);
    expect(fixture.pollsOf('well')[0]).toBe(SECOND);
  });

  it('leave the queue when they are stopped, without a poll and without a bug', async () => {
    await using fixture = await PollersFixture.start(1);
    for (const name of names(3)) await fixture.watch(name, HANGS);
    await fixture.clock.advance(0);
    await fixture.stop();
    expect(new Set(fixture.begun.map(({ target }) => target))).toEqual(new Set(['t0']));
    expect(fixture.bugs).toEqual([]);
  });
});

describe('a tick', () => {
  it('that comes while the first poll still waits for its turn is served by it', async () => {
    await using fixture = await PollersFixture.start(1);
    for (const name of names(30)) await fixture.watch(name, HANGS);
    await fixture.watch('last', { answersAfter: 0 });
    // Thirty turns of half a second: the start's poll begins after the tick at 10 s.
    await fixture.clock.advance(19 * SECOND);
    expect(fixture.pollsOf('last')[0]).toBe(15 * SECOND);
    expect(fixture.skipped).not.toContain('last');
  });

  it('that comes while a late poll runs has a poll of its own when that one has ended', async () => {
    await using fixture = await PollersFixture.start(1);
    for (const name of names(19)) await fixture.watch(name, HANGS);
    await fixture.watch('slow', { answersAfter: SECOND });
    await fixture.clock.advance(20 * SECOND);
    const [first, second] = fixture.pollsOf('slow');
    expect(first).toBe(9.5 * SECOND);
    expect(second).toBe(11.5 * SECOND);
    expect(fixture.skipped).not.toContain('slow');
  });

  it('that finds the poll of the tick before at work is skipped and counted', async () => {
    await using fixture = await PollersFixture.start(1);
    await fixture.watch('slow', HANGS);
    await fixture.clock.advance(3 * PERIOD);
    // One tick waits for the end of the poll; the start asked for it, and no tick.
    expect(fixture.skipped).toEqual(['slow', 'slow']);
  });

  it('has a poll of its own or is counted, whatever the targets do', async () => {
    const speed = fc.integer({ min: 1, max: 300 }).map((tenths) => (tenths * SECOND) / 10);
    await fc.assert(
      fc.asyncProperty(
        fc.array(speed, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        async (speeds, atOnce) => {
          await using fixture = await PollersFixture.start(atOnce);
          for (const [index, answersAfter] of speeds.entries())
            await fixture.watch(`t${index}`, { answersAfter, offset: (index * PERIOD) / 8 });
          await fixture.clock.advance(8 * PERIOD);
          expect(fixture.bugs).toEqual([]);
          for (const name of names(speeds.length)) {
            const polls = fixture.pollsOf(name).length;
            const skipped = fixture.skipped.filter((target) => target === name).length;
            // Of 8 ticks, one may wait for its poll at the end; the start adds a poll that a tick may share.
            expect(polls + skipped).toBeGreaterThanOrEqual(7);
            expect(polls + skipped).toBeLessThanOrEqual(9);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
