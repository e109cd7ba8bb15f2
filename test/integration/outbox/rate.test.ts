import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryWorld } from '../../support/delivery-world.ts';

describe("the channel's rate", () => {
  it('demands a pause that no new entry ends', async () => {
    await using world = new DeliveryWorld();
    world.channel.maxPerMinute = 1;
    world.start();
    await world.notify('a@x');
    await world.clock.advance(SECOND);
    await world.notify('b@x');
    await world.clock.advance(58 * SECOND);
    expect(world.channel.offers).toHaveLength(1);
    await world.clock.advance(SECOND);
    expect(world.channel.offers).toHaveLength(2);
  });

  it('counts each entry that the rate holds back once, and notes since when', async () => {
    await using world = new DeliveryWorld();
    world.channel.maxPerMinute = 1;
    world.start();
    const begun = world.clock.now();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance(3 * MINUTE);
    expect(world.events).toEqual(['delivered', '2 rate-capped', 'delivered', 'delivered']);
    expect((await world.entries()).map(({ rate_capped_at: at }) => at)).toEqual([null, begun, begun]);
  });
});
