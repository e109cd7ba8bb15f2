import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';

/** One message may stand for so many incidents. */
const MOST_MERGED = 10;

interface Sent {
  /** Since the first arrival, in milliseconds. */
  at: number;
  /** The numbers of the messages that it stands for. */
  numbers: readonly number[];
}

/** Lets messages arrive at these times, in order, and returns what went out. */
async function run(maxPerSecond: number, arrivals: readonly number[]): Promise<readonly Sent[]> {
  await using fixture = new DeliveryFixture();
  const { channel, clock } = fixture;
  channel.maxPerSecond = maxPerSecond;
  channel.merge = (messages) =>
    sampleMessage({ messageId: messages.map(({ messageId }) => messageId.slice(1).split('.')[0]).join('+') });
  fixture.start();
  const begun = clock.now();
  for (const at of arrivals) {
    await clock.advance(begun + at - clock.now());
    await fixture.notify('a@x');
  }
  await clock.advance(20 * SECOND);
  return channel.offers.map(({ at, messageId }) => ({
    at: at - begun,
    numbers: messageId.split('+').map((number) => Number.parseInt(number.replace('<', ''), 10)),
  }));
}

describe('a limit of messages in a second', () => {
  it('keeps no message back that comes alone', async () => {
    const sent = await run(1, [0, 1_000, 2_500]);
    expect(sent).toEqual([
      { at: 0, numbers: [1] },
      { at: 1_000, numbers: [2] },
      { at: 2_500, numbers: [3] },
    ]);
  });

  it('lets one message stand for all that came until it may go', async () => {
    const sent = await run(1, [0, 100, 400, 900]);
    expect(sent).toEqual([
      { at: 0, numbers: [1] },
      { at: 1_000, numbers: [2, 3, 4] },
    ]);
  });

  it('lets as many go by themselves as it allows', async () => {
    const sent = await run(5, [0, 0, 0, 0, 0, 0, 0]);
    expect(sent.map(({ at, numbers }) => [at, numbers.length])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
      [1_000, 2],
    ]);
  });

  it('is never passed, drops nothing, and makes nothing later than it must', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 2, 5),
        fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 30 }),
        async (maxPerSecond, unsorted) => {
          const arrivals = unsorted.toSorted((a, b) => a - b);
          const sent = await run(maxPerSecond, arrivals);
          const inSecondUpTo = (end: number) =>
            sent.filter(({ at }) => at > end - SECOND && at <= end).length;
          for (const { at } of sent) expect(inSecondUpTo(at)).toBeLessThanOrEqual(maxPerSecond);
          expect(sent.flatMap(({ numbers }) => numbers).toSorted((a, b) => a - b)).toEqual(
            arrivals.map((_at, index) => index + 1),
          );
          for (const [index, arrived] of arrivals.entries()) {
            const left = sent.find(({ numbers }) => numbers.includes(index + 1))?.at ?? Infinity;
            const waiting = arrivals
              .slice(0, index)
              .filter(
                (_at, other) => (sent.find(({ numbers }) => numbers.includes(other + 1))?.at ?? 0) > arrived,
              ).length;
            const most = Math.floor(waiting / MOST_MERGED) + 1;
            expect(left - arrived).toBeLessThanOrEqual(most * SECOND);
            const isFree =
              waiting === 0 &&
              sent.every(
                ({ at, numbers }) => numbers.includes(index + 1) || at <= arrived - SECOND || at > arrived,
              );
            if (isFree && arrivals.filter((at) => at === arrived).length === 1) expect(left).toBe(arrived);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});
