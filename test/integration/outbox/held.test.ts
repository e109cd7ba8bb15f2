import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';

/** What holds each entry. */
async function held(fixture: DeliveryFixture): Promise<string[]> {
  return (await fixture.entries()).map(({ recipient, state, held_by: by }) => `${recipient}: ${by ?? state}`);
}

describe('a refusal that is about us', () => {
  it('holds every entry, and all of them go when one passes', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => 'blamed';
    fixture.start();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance(10 * MINUTE);
    expect(await held(fixture)).toEqual(['a@x: us', 'b@x: us', 'c@x: us']);
    fixture.channel.usual = () => 'delivered';
    await fixture.clock.advance(2 * MINUTE + 5 * SECOND);
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: sent', 'c@x: sent']);
  });

  it('that meets many in a row makes tries rare, as an outage does', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => 'blamed';
    fixture.start();
    await fixture.notify(...Array.from({ length: 20 }, (_, index) => `r${index}@x`));
    await fixture.clock.advance(10 * MINUTE);
    expect(fixture.channel.offers.length).toBeLessThan(15);
  });

  it('that meets one recipient alone is held as his, and holds up nobody', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = (recipient) => (recipient === 'b@x' ? 'blamed' : 'delivered');
    fixture.start();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance(SECOND);
    expect(await held(fixture)).toEqual(['a@x: sent', 'b@x: recipient', 'c@x: sent']);
  });
});

describe('a recipient who is refused without a reason', () => {
  it('is given up when others are taken', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = (recipient) => (recipient === 'b@x' ? 'unsure' : 'delivered');
    fixture.start();
    await fixture.notify('a@x', 'b@x', 'c@x');
    await fixture.clock.advance(SECOND);
    expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: dead', 'c@x: sent']);
  });

  it('is held when nobody is taken, and given up once others are', async () => {
    await using fixture = new DeliveryFixture();
    fixture.channel.usual = () => 'unsure';
    fixture.start();
    await fixture.notify('a@x', 'b@x');
    await fixture.clock.advance(MINUTE);
    expect(await held(fixture)).toEqual(['a@x: us', 'b@x: us']);
    fixture.channel.usual = (recipient) => (recipient === 'a@x' ? 'unsure' : 'delivered');
    await fixture.clock.advance(3 * MINUTE);
    expect(await fixture.states()).toEqual(['a@x: dead', 'b@x: sent']);
  });

  it('is held when he was taken before', async () => {
    await using fixture = new DeliveryFixture();
    fixture.start();
    await fixture.notify('a@x', 'b@x');
    await fixture.clock.advance(SECOND);
    fixture.channel.usual = (recipient) => (recipient === 'b@x' ? 'unsure' : 'delivered');
    await fixture.notify('a@x', 'b@x');
    await fixture.clock.advance(SECOND);
    expect((await held(fixture)).slice(2)).toEqual(['a@x: sent', 'b@x: recipient']);
  });
});

it('a full mailbox is held as its recipient’s, and not tried again because others are taken', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.usual = (recipient) => (recipient === 'a@x' ? 'mailbox-full' : 'delivered');
  fixture.start();
  await fixture.notify('a@x');
  await fixture.clock.advance(MINUTE);
  const tries = fixture.channel.offers.length;
  await fixture.notify('b@x');
  await fixture.clock.advance(SECOND);
  expect(await held(fixture)).toEqual(['a@x: recipient', 'b@x: sent']);
  expect(fixture.channel.offers).toHaveLength(tries + 1);
});

describe('a server that limits our rate', () => {
  it('is asked ever more rarely, gets fewer messages a minute, and all of them in the end', async () => {
    await using fixture = new DeliveryFixture();
    const { channel, clock } = fixture;
    // Six a minute, and tries count: as Exim with `ratelimit = 6 / 1m / strict`.
    channel.usual = () => {
      const lately = channel.offers.filter(({ at }) => at > clock.now() - MINUTE).length;
      return lately >= 6 ? 'rate-limited' : 'delivered';
    };
    fixture.start();
    await fixture.notify(...Array.from({ length: 30 }, (_, index) => `r${index}@x`));
    await clock.advance(15 * MINUTE);
    expect(new Set((await fixture.states()).map((state) => state.split(': ')[1]))).toEqual(new Set(['sent']));
    expect(channel.offers.filter(({ fate }) => fate === 'rate-limited').length).toBeLessThan(10);
  });
});
