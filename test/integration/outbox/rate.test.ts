import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { LaneRate } from '../../../src/outbox/lane-rate.ts';
import { LearnedRate } from '../../../src/outbox/learned-rate.ts';
import { offeredLately } from '../../../src/store/outbox/outbox-rate.ts';
import type { Store } from '../../../src/store/store.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';

describe("the channel's rate", () => {
  it('demands a pause that no new entry ends', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.maxPerMinute = 1;
    fixture.start();
    await fixture.notify('a@x');
    await fixture.clock.advance(SECOND);
    await fixture.notify('b@x');
    await fixture.clock.advance(58 * SECOND);
    expect(fixture.channel.offers).toHaveLength(1);
    await fixture.clock.advance(SECOND);
    expect(fixture.channel.offers).toHaveLength(2);
  });

  it('counts each entry that the rate holds back once, and notes since when', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.maxPerMinute = 1;
    fixture.start();
    const begun = fixture.clock.now();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance(3 * MINUTE);
    expect(fixture.events).toEqual(['delivered', '2 rate-capped', 'delivered', 'delivered']);
    expect((await fixture.entries()).map(({ rate_capped_at: at }) => at)).toEqual([null, begun, begun]);
  });

  it('lets one message stand for all that it held back, where messages may be merged', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.maxPerMinute = 2;
    fixture.channel.merge = ([first]) => ({
      ...(first ?? sampleMessage()),
      messageId: '<merged@example.com>',
    });
    fixture.start();
    for (const recipient of ['a@x', 'b@x', 'c@x', 'd@x', 'e@x']) await fixture.notify(recipient);
    await fixture.clock.advance(MINUTE);
    await fixture.notify('f@x');
    await fixture.clock.advance(SECOND);
    expect(fixture.channel.offers.map(({ messageId }) => messageId)).toEqual([
      '<1.1@batchwatch.example.com>',
      '<2.1@batchwatch.example.com>',
      '<merged@example.com>',
      '<6.1@batchwatch.example.com>',
    ]);
    expect(new Set((await fixture.entries()).map(({ state }) => state))).toEqual(new Set(['sent']));
  });

  it('never merges what was offered before', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.maxPerMinute = 1;
    fixture.channel.merge = () => sampleMessage({ messageId: '<merged@example.com>' });
    fixture.channel.fates.push('temporary');
    fixture.start();
    await fixture.notify('a@x');
    await fixture.notify('b@x');
    await fixture.clock.advance(3 * MINUTE);
    expect(fixture.channel.offers.map(({ messageId }) => messageId)).not.toContain('<merged@example.com>');
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: sent']);
  });

  it('counts messages that were handed over and never answered: the other side has counted them', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.maxPerMinute = 2;
    fixture.channel.usual = () => 'cut-off';
    fixture.start();
    for (const recipient of ['a@x', 'b@x', 'c@x', 'd@x']) await fixture.notify(recipient);
    await fixture.clock.advance(59 * SECOND);
    expect(fixture.channel.offers).toHaveLength(2);
    await fixture.clock.advance(SECOND);
    expect(fixture.channel.offers).toHaveLength(4);
  });
});

it('a look at a lane that waits for its rate writes nothing, once all that is due is noted', async () => {
  await using fixture = new DeliveryFixture();
  const { store, clock } = fixture;
  fixture.channel.maxPerMinute = 1;
  fixture.start();
  await fixture.notify('a@x');
  await fixture.clock.advance(SECOND);
  await fixture.stop();
  await fixture.notify('b@x');
  let writes = 0;
  const counting: Pick<Store, 'read' | 'write'> = {
    read: async (work) => await store.read(work),
    write: async (work) => {
      writes += 1;
      return await store.write(work);
    },
  };
  const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
  const rate = new LearnedRate({ channel: fixture.channel, clock });
  const lane = new LaneRate({
    store: counting,
    lane: { channel: 'email' },
    channel: fixture.channel,
    clock,
    events,
    rate,
  });
  const waits = [await lane.wait(), await lane.wait(), await lane.wait()];
  expect(waits.every((wait) => wait !== undefined)).toBe(true);
  expect(writes).toBe(1);
});

it('what failed before a message could be offered does not count as offered to a side that is too fast for us', async () => {
  await using fixture = new DeliveryFixture();
  const { store, clock } = fixture;
  await fixture.notify('a@x');
  const [entry] = await fixture.entries();
  const at = clock.now();
  const attempts = ['network', 'tls', 'auth', 'rate_limited', null].map((reason) => ({
    outbox: entry?.id ?? 0,
    channel: 'email',
    started_at: at,
    ended_at: at,
    outcome: 'temporary' as const,
    reason,
    response: '',
  }));
  await store.write(async (trx) => {
    await trx.insertInto('attempt').values(attempts).execute();
  });
  expect(await store.read((db) => offeredLately(db, { channel: 'email', now: at }))).toBe(2);
});
