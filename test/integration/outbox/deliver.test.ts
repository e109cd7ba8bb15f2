import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryWorld } from '../../support/delivery-world.ts';

describe('an entry that is refused', () => {
  it('for good is given up at the first try, and the others are told', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = (recipient) => (recipient === 'b@x' ? 'permanent' : 'delivered');
    world.start();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance(HOUR / 60);
    expect(await world.states()).toEqual(['a@x: sent', 'b@x: dead', 'c@x: sent']);
    expect(world.channel.offers).toHaveLength(3);
    expect(world.events).toEqual(['delivered', 'permanent', 'delivered']);
  });

  it.each([
    [0, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]],
    [0.5, [4.5, 9, 18, 36, 72, 144, 288, 576, 810, 810]],
  ])('for now is tried after doubling pauses up to 15 min (chance %d)', async (random, pauses) => {
    await using world = new DeliveryWorld();
    world.random = random;
    world.channel.usual = () => 'temporary';
    world.start();
    await world.notify('a@x');
    await world.clock.advance(0);
    for (const [index, pause] of pauses.entries()) {
      const before = world.channel.offers[index]?.at ?? 0;
      // Jumps ahead instead of passing through every look at the outbox.
      world.clock.setNow(before + (pause - 2) * SECOND);
      await world.clock.advance(2 * SECOND - 1);
      expect(world.channel.offers, `pause ${index}`).toHaveLength(index + 1);
      await world.clock.advance(SECOND);
      expect(world.channel.offers, `pause ${index}`).toHaveLength(index + 2);
    }
  });

  it('holds up nobody else', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = (recipient) => (recipient === 'a@x' ? 'temporary' : 'delivered');
    world.start();
    await world.notify('a@x', 'b@x');
    await world.notify('a@x', 'c@x');
    await world.clock.advance(0);
    expect(world.channel.offers.map(({ recipient }) => recipient)).toEqual(['a@x', 'b@x', 'a@x', 'c@x']);
  });
});

describe('a channel that is down', () => {
  it.each([
    ['as a whole', 'channel-wide', [0, 5, 15, 35, 75, 155, 275, 395]],
    ['for its login', 'login-refused', [0, 1, 3, 7, 15, 30, 45].map((minute) => minute * 60)],
  ] as const)('%s is tried more and more rarely, whatever waits', async (_name, fate, seconds) => {
    await using world = new DeliveryWorld();
    world.channel.usual = () => fate;
    world.start();
    const begun = world.clock.now();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance((seconds.at(-1) ?? 0) * SECOND + 1);
    expect(world.channel.offers.map(({ at }) => (at - begun) / SECOND)).toEqual(seconds);
  });

  it('delivers all that waits as soon as one message passes', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = () => 'channel-wide';
    world.start();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance(HOUR);
    const offers = world.channel.offers.length;
    world.channel.usual = () => 'delivered';
    await world.clock.advance(2 * MINUTE);
    expect(await world.states()).toEqual(['a@x: sent', 'b@x: sent', 'c@x: sent']);
    expect(world.channel.offers).toHaveLength(offers + 3);
  });

  it('begins with the shortest pause again after a success', async () => {
    await using world = new DeliveryWorld();
    world.channel.fates.push('channel-wide', 'channel-wide', 'channel-wide', 'delivered', 'channel-wide');
    world.start();
    const begun = world.clock.now();
    await world.notify('a@x');
    await world.clock.advance(36 * SECOND);
    await world.notify('b@x');
    await world.clock.advance(6 * SECOND);
    expect(world.channel.offers.map(({ at }) => (at - begun) / SECOND)).toEqual([0, 5, 15, 35, 36, 41]);
  });

  it('is not tried sooner because there is news', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = () => 'channel-wide';
    world.start();
    await world.notify('a@x');
    await world.clock.advance(SECOND);
    await world.notify('b@x');
    await world.notify('c@x');
    await world.clock.advance(3 * SECOND);
    expect(world.channel.offers).toHaveLength(1);
  });
});

describe('a clock that is set', () => {
  it.each([10 * MINUTE, HOUR, 23 * HOUR, DAY - SECOND, DAY, DAY + HOUR, 3 * DAY])(
    'back by %d ms holds no entry for longer than the longest pause',
    async (step) => {
      await using world = new DeliveryWorld();
      world.start();
      world.channel.fates.push('temporary');
      await world.notify('a@x');
      await world.clock.advance(SECOND);
      await world.stop();
      await world.notify('b@x');
      world.clock.setNow(world.clock.now() - step);
      world.start();
      await world.clock.advance(step > 15 * MINUTE ? 2 * SECOND : 15 * MINUTE);
      expect(await world.states()).toEqual(['a@x: sent', 'b@x: sent']);
    },
  );

  it('ahead by a year delivers at once, and back again what is new', async () => {
    await using world = new DeliveryWorld();
    world.start();
    await world.notify('a@x');
    world.clock.setNow(world.clock.now() + 365 * DAY);
    await world.notify('b@x');
    await world.clock.advance(SECOND);
    world.clock.setNow(world.clock.now() - 365 * DAY);
    await world.notify('c@x');
    await world.clock.advance(SECOND);
    expect(await world.states()).toEqual(['a@x: sent', 'b@x: sent', 'c@x: sent']);
  });
});

describe('waking', () => {
  it('ends an idle rest at once', async () => {
    await using world = new DeliveryWorld();
    world.start();
    await world.clock.advance(10);
    await world.notify('a@x');
    await world.clock.advance(0);
    expect(world.channel.offers).toHaveLength(1);
  });

  it('is not needed: entries of another process are found within a second', async () => {
    await using world = new DeliveryWorld();
    world.start();
    await world.clock.advance(10);
    world.delivery.wake = () => undefined;
    await world.notify('a@x');
    await world.clock.advance(SECOND);
    expect(world.channel.offers).toHaveLength(1);
  });
});

/** Makes each record of a verdict fail until it is disposed of. */
function refuseRecords(path: string): Disposable & { isOn: boolean } {
  const database = new DatabaseSync(path);
  database.exec(
    `CREATE TRIGGER refuse BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'no records today'); END`,
  );
  return {
    isOn: true,
    [Symbol.dispose]() {
      database.exec('DROP TRIGGER IF EXISTS refuse');
      database.close();
    },
  };
}

describe('a verdict that cannot be recorded', () => {
  it('is recorded when the store takes it again, and nothing else is offered before', async () => {
    await using world = new DeliveryWorld();
    world.start();
    {
      using refusal = refuseRecords(world.path);
      expect(refusal.isOn).toBe(true);
      await world.notify('a@x', 'b@x');
      await world.clock.advance(MINUTE);
      world.delivery.wake();
      await world.clock.advance(MINUTE);
      expect(world.channel.offers).toHaveLength(1);
      expect(world.events).toEqual([]);
    }
    await world.clock.advance(5 * SECOND);
    expect(await world.states()).toEqual(['a@x: sent', 'b@x: sent']);
    expect(world.channel.offers).toHaveLength(2);
    expect(world.events).toEqual(['delivered', 'delivered']);
  });

  it('before a shutdown is not told as delivered, and is offered again with the same Message-ID', async () => {
    await using world = new DeliveryWorld();
    world.start();
    {
      using refusal = refuseRecords(world.path);
      expect(refusal.isOn).toBe(true);
      await world.notify('a@x');
      await world.clock.advance(MINUTE);
      await world.stop();
      expect(world.events).toEqual([]);
    }
    await world.restart();
    await world.clock.advance(SECOND);
    const ids = world.channel.offers.map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect(world.events).toEqual(['delivered']);
  });
});

describe('a shutdown in the middle of an offer', () => {
  it('lets an offer under way end by itself within the grace', async () => {
    await using world = new DeliveryWorld();
    world.channel.fates.push('slow');
    world.start();
    await world.notify('a@x');
    await world.clock.advance(8 * SECOND);
    await world.stop();
    expect(await world.states()).toEqual(['a@x: sent']);
  });

  it('gives up a message that the channel cannot write, and goes on', async () => {
    await using world = new DeliveryWorld();
    world.channel.fates.push('broken');
    world.start();
    await world.notify('a@x', 'b@x');
    await world.clock.advance(SECOND);
    expect(await world.states()).toEqual(['a@x: dead', 'b@x: sent']);
  });

  it('ends soon and leaves the entry due at once', async () => {
    await using world = new DeliveryWorld();
    world.channel.fates.push('slow');
    world.start();
    await world.notify('a@x');
    await world.clock.advance(SECOND);
    await world.stop();
    const [entry] = await world.entries();
    expect(entry).toMatchObject({ state: 'pending', attempts: 1 });
    expect(entry?.next_attempt_at).toBeLessThanOrEqual(world.clock.now());
    world.start();
    await world.clock.advance(0);
    expect(await world.states()).toEqual(['a@x: sent']);
  });
});
