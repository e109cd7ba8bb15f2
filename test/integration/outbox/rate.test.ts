import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
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
});
