import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { refuseUpdates } from '../../support/store/refuse-updates.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';

describe('an entry that is refused', () => {
  it('for good is given up at the first try, and the others are notified', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = (recipient) => (recipient === 'b@x' ? 'permanent' : 'delivered');
    fixture.start();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance(HOUR / 60);
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: dead', 'c@x: sent']);
    expect(fixture.channel.offers).toHaveLength(3);
    expect(fixture.events).toEqual(['delivered', 'permanent', 'delivered']);
  });

  it.each([
    [0, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]],
    [0.5, [4.5, 9, 18, 36, 72, 144, 288, 576, 810, 810]],
  ])('for now is tried after doubling pauses up to 15 min (chance %d)', async (random, pauses) => {
    await using fixture = new DeliveryFixture();
    fixture.random = random;
    fixture.channel.usual = () => 'temporary';
    fixture.start();
    await fixture.notify('a@x');
    await fixture.clock.advance(0);
    for (const [index, pause] of pauses.entries()) {
      const before = fixture.channel.offers[index]?.at ?? 0;
      // Jumps ahead instead of passing through every look at the outbox.
      fixture.clock.setNow(before + (pause - 2) * SECOND);
      await fixture.clock.advance(2 * SECOND - 1);
      expect(fixture.channel.offers, `pause ${index}`).toHaveLength(index + 1);
      await fixture.clock.advance(SECOND);
      expect(fixture.channel.offers, `pause ${index}`).toHaveLength(index + 2);
    }
  });

  it('holds up nobody else', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = (recipient) => (recipient === 'a@x' ? 'temporary' : 'delivered');
    fixture.start();
    await fixture.notify('a@x', 'b@x');
    await fixture.notify('a@x', 'c@x');
    await fixture.clock.advance(0);
    expect(fixture.channel.offers.map(({ recipient }) => recipient)).toEqual(['a@x', 'b@x', 'a@x', 'c@x']);
  });
});

describe('a channel that is down', () => {
  it.each([
    ['as a whole', 'channel-wide', [0, 5, 15, 35, 75, 155, 275, 395]],
    ['for its login', 'login-refused', [0, 1, 3, 7, 15, 30, 45].map((minute) => minute * 60)],
  ] as const)('%s is tried more and more rarely, whatever waits', async (_name, fate, seconds) => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => fate;
    fixture.start();
    const begun = fixture.clock.now();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance((seconds.at(-1) ?? 0) * SECOND + 1);
    expect(fixture.channel.offers.map(({ at }) => (at - begun) / SECOND)).toEqual(seconds);
  });

  it('delivers all that waits as soon as one message passes', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => 'channel-wide';
    fixture.start();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance(HOUR);
    const offers = fixture.channel.offers.length;
    fixture.channel.usual = () => 'delivered';
    await fixture.clock.advance(2 * MINUTE);
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: sent', 'c@x: sent']);
    expect(fixture.channel.offers).toHaveLength(offers + 3);
  });

  it('begins with the shortest pause again after a success', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.fates.push('channel-wide', 'channel-wide', 'channel-wide', 'delivered', 'channel-wide');
    fixture.start();
    const begun = fixture.clock.now();
    await fixture.notify('a@x');
    await fixture.clock.advance(36 * SECOND);
    await fixture.notify('b@x');
    await fixture.clock.advance(6 * SECOND);
    expect(fixture.channel.offers.map(({ at }) => (at - begun) / SECOND)).toEqual([0, 5, 15, 35, 36, 41]);
  });

  it('is not tried sooner because of an update', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => 'channel-wide';
    fixture.start();
    await fixture.notify('a@x');
    await fixture.clock.advance(SECOND);
    await fixture.notify('b@x');
    await fixture.notify('c@x');
    await fixture.clock.advance(3 * SECOND);
    expect(fixture.channel.offers).toHaveLength(1);
  });
});

describe('a clock that is set', () => {
  it.each([10 * MINUTE, HOUR, 23 * HOUR, DAY - SECOND, DAY, DAY + HOUR, 3 * DAY])(
    'back by %d ms holds no entry for longer than the longest pause',
    async (step) => {
      await using fixture = new DeliveryFixture();
      fixture.start();
      fixture.channel.fates.push('temporary');
      await fixture.notify('a@x');
      await fixture.clock.advance(SECOND);
      await fixture.stop();
      await fixture.notify('b@x');
      fixture.clock.setNow(fixture.clock.now() - step);
      fixture.start();
      await fixture.clock.advance(step > 15 * MINUTE ? 2 * SECOND : 15 * MINUTE);
      expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: sent']);
    },
  );

  it('ahead by a year delivers at once, and back again what is new', async () => {
    await using fixture = new DeliveryFixture();
    fixture.start();
    await fixture.notify('a@x');
    fixture.clock.setNow(fixture.clock.now() + 365 * DAY);
    await fixture.notify('b@x');
    await fixture.clock.advance(SECOND);
    fixture.clock.setNow(fixture.clock.now() - 365 * DAY);
    await fixture.notify('c@x');
    await fixture.clock.advance(SECOND);
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: sent', 'c@x: sent']);
  });
});

describe('waking', () => {
  it('ends an idle rest at once', async () => {
    await using fixture = new DeliveryFixture();
    fixture.start();
    await fixture.clock.advance(10);
    await fixture.notify('a@x');
    await fixture.clock.advance(0);
    expect(fixture.channel.offers).toHaveLength(1);
  });

  it('is not needed: entries of another process are found within a second', async () => {
    await using fixture = new DeliveryFixture();
    fixture.start();
    await fixture.clock.advance(10);
    fixture.delivery.wake = () => undefined;
    await fixture.notify('a@x');
    await fixture.clock.advance(SECOND);
    expect(fixture.channel.offers).toHaveLength(1);
  });
});

describe('a verdict that cannot be recorded', () => {
  it('is recorded when the store takes it again, and nothing else is offered before', async () => {
    await using fixture = new DeliveryFixture();
    fixture.start();
    {
      await using _ = await refuseUpdates(fixture.store, { table: 'attempt' });
      await fixture.notify('a@x', 'b@x');
      await fixture.clock.advance(MINUTE);
      fixture.delivery.wake();
      await fixture.clock.advance(MINUTE);
      expect(fixture.channel.offers).toHaveLength(1);
      expect(fixture.events).toEqual([]);
    }
    await fixture.clock.advance(5 * SECOND);
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: sent']);
    expect(fixture.channel.offers).toHaveLength(2);
    expect(fixture.events).toEqual(['delivered', 'delivered']);
  });

  it('before a shutdown is not reported as delivered, and is offered again with the same Message-ID', async () => {
    await using fixture = new DeliveryFixture();
    fixture.start();
    {
      await using _ = await refuseUpdates(fixture.store, { table: 'attempt' });
      await fixture.notify('a@x');
      await fixture.clock.advance(MINUTE);
      await fixture.stop();
      expect(fixture.events).toEqual([]);
    }
    await fixture.restart();
    await fixture.clock.advance(SECOND);
    const ids = fixture.channel.offers.map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(fixture.events).toEqual(['delivered']);
  });
});

describe('a shutdown in the middle of an offer', () => {
  it('lets an offer under way end by itself within the grace', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.fates.push('slow');
    fixture.start();
    await fixture.notify('a@x');
    await fixture.clock.advance(8 * SECOND);
    await fixture.stop();
    expect(await fixture.states()).toEqual(['a@x: sent']);
  });

  it('gives up a message that the channel cannot write, and goes on', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.fates.push('broken');
    fixture.start();
    await fixture.notify('a@x', 'b@x');
    await fixture.clock.advance(SECOND);
    expect(await fixture.states()).toEqual(['a@x: dead', 'b@x: sent']);
  });

  it('ends soon and leaves the entry due at once', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.fates.push('slow');
    fixture.start();
    await fixture.notify('a@x');
    await fixture.clock.advance(SECOND);
    await fixture.stop();
    const [entry] = await fixture.entries();
    expect(entry).toMatchObject({ state: 'pending', attempts: 1 });
    expect(entry?.next_attempt_at).toBeLessThanOrEqual(fixture.clock.now());
    fixture.start();
    await fixture.clock.advance(0);
    expect(await fixture.states()).toEqual(['a@x: sent']);
  });
});
