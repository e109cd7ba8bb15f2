import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';
import type { Fate, Offer } from '../../support/outbox/scripted-channel.ts';

/** What is told and what was accepted is compared at the end; between the steps nothing need be known. */
type Model = object;
type Command = fc.AsyncCommand<Model, DeliveryFixture>;

function command(name: string, run: (fixture: DeliveryFixture) => Promise<unknown>): Command {
  return {
    check: () => true,
    run: async (_model, fixture) => {
      await run(fixture);
      expectNothingTwice(fixture);
      expectWithinRate(fixture);
    },
    toString: () => name,
  };
}

const FATES: readonly Fate[] = [
  'delivered',
  'temporary',
  'temporary',
  'permanent',
  'channel-wide',
  'slow',
  'lost-before',
  'lost-after',
];

const commands: fc.Arbitrary<Command>[] = [
  fc
    .uniqueArray(fc.constantFrom('a@x', 'b@x', 'c@x'), { minLength: 1 })
    .map((to) => command(`notify ${to.join()}`, (fixture) => fixture.notify(...to))),
  fc
    .array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 })
    .map((fates) =>
      command(`plan ${fates.join()}`, (fixture) => Promise.resolve(fixture.channel.fates.push(...fates))),
    ),
  fc
    .integer({ min: 1, max: 40 })
    .map((seconds) => command(`wait ${seconds} s`, (fixture) => fixture.clock.advance(seconds * SECOND))),
  fc.integer({ min: 1, max: 20 }).map((minutes) =>
    command(`sleep ${minutes} min`, async ({ clock }) => {
      clock.setNow(clock.now() + minutes * MINUTE);
      await clock.advance(2 * SECOND);
    }),
  ),
  fc.constant(command('restart', (fixture) => fixture.restart())),
];

it('whatever the channel says and wherever the process dies, each entry is delivered once or given up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(commands, { maxCommands: 25, size: 'max' }),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      async (script, maxPerMinute, random) => {
        await using fixture = new DeliveryFixture();
        Object.assign(fixture, { random });
        fixture.channel.maxPerMinute = maxPerMinute;
        fixture.start();
        await fc.asyncModelRun(() => ({ model: {}, real: fixture }), script);
        await calm(fixture);
        expectNothingTwice(fixture);
        expectWithinRate(fixture);
        expectPatience(fixture.channel.offers);
        const fates = Map.groupBy(fixture.channel.offers, keyOf);
        for (const { recipient, state, notification } of await fixture.entries()) {
          const offers = fates.get(`<${notification}.1@batchwatch.example.com> ${recipient}`) ?? [];
          const isRefused = offers.some(({ fate }) => fate === 'permanent');
          expect(state).toBe(isRefused ? 'dead' : 'sent');
          expect(offers.at(-1)?.accepted).toBe(!isRefused);
        }
      },
    ),
    { numRuns: 50 },
  );
});

/** Lets the channel be well until nothing is left to do. */
async function calm(fixture: DeliveryFixture): Promise<void> {
  const { channel, clock } = fixture;
  channel.fates.length = 0;
  await fixture.restart();
  for (let round = 0; round < 200; round += 1) {
    const entries = await fixture.entries();
    if (entries.every(({ state }) => state === 'sent' || state === 'dead')) return;
    clock.setNow(clock.now() + 16 * MINUTE);
    await clock.advance(12 * SECOND);
  }
  throw new Error(`not all settled: ${(await fixture.states()).join(', ')}`);
}

function keyOf({ messageId, recipient }: Offer): string {
  return `${messageId} ${recipient}`;
}

/** An entry is accepted once, and once more for each death between its acceptance and the record of it. */
function expectNothingTwice({ channel }: DeliveryFixture): void {
  for (const [key, offers] of Map.groupBy(channel.offers, keyOf)) {
    const accepted = offers.filter((offer) => offer.accepted).length;
    const deaths = offers.filter(({ fate }) => fate === 'lost-after').length;
    expect(accepted, key).toBeLessThanOrEqual(deaths + 1);
    const refused = offers.findIndex(({ fate }) => fate === 'permanent');
    if (refused !== -1) expect(offers.length, `${key} was offered after it was refused`).toBe(refused + 1);
  }
}

function expectWithinRate({ channel: { offers, maxPerMinute } }: DeliveryFixture): void {
  offers.forEach((offer, index) => {
    const before = offers[index - maxPerMinute];
    if (before !== undefined) expect(offer.at - before.at).toBeGreaterThanOrEqual(MINUTE);
  });
}

/** A failure of an entry alone is not repeated at once, unless a new process begins. */
function expectPatience(offers: readonly Offer[]): void {
  for (const [key, tries] of Map.groupBy(offers, keyOf)) {
    tries.forEach((offer, index) => {
      const before = tries[index - 1];
      if (before?.fate !== 'temporary' || before.life !== offer.life) return;
      expect(offer.at - before.at, `${key}, try ${index + 1}`).toBeGreaterThanOrEqual(4 * SECOND);
    });
  }
}
