import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryWorld } from '../../support/delivery-world.ts';

/** What holds each entry. */
async function held(world: DeliveryWorld): Promise<string[]> {
  return (await world.entries()).map(({ recipient, state, held_by: by }) => `${recipient}: ${by ?? state}`);
}

describe('a refusal that is about us', () => {
  it('holds every entry, and all of them go when one passes', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = () => 'blamed';
    world.start();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance(10 * MINUTE);
    expect(await held(world)).toEqual(['a@x: us', 'b@x: us', 'c@x: us']);
    world.channel.usual = () => 'delivered';
    await world.clock.advance(2 * MINUTE + 5 * SECOND);
    expect(await world.states()).toEqual(['a@x: sent', 'b@x: sent', 'c@x: sent']);
  });

  it('that meets many in a row makes tries rare, as an outage does', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = () => 'blamed';
    world.start();
    await world.notify(...Array.from({ length: 20 }, (_, index) => `r${index}@x`));
    await world.clock.advance(10 * MINUTE);
    expect(world.channel.offers.length).toBeLessThan(15);
  });

  it('that meets one recipient alone is held as his, and holds up nobody', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = (recipient) => (recipient === 'b@x' ? 'blamed' : 'delivered');
    world.start();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance(SECOND);
    expect(await held(world)).toEqual(['a@x: sent', 'b@x: recipient', 'c@x: sent']);
  });
});

describe('a recipient who is refused without a reason', () => {
  it('is given up when others are taken', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = (recipient) => (recipient === 'b@x' ? 'unsure' : 'delivered');
    world.start();
    await world.notify('a@x', 'b@x', 'c@x');
    await world.clock.advance(SECOND);
    expect(await world.states()).toEqual(['a@x: sent', 'b@x: dead', 'c@x: sent']);
  });

  it('is held when nobody is taken, and given up once others are', async () => {
    await using world = new DeliveryWorld();
    world.channel.usual = () => 'unsure';
    world.start();
    await world.notify('a@x', 'b@x');
    await world.clock.advance(MINUTE);
    expect(await held(world)).toEqual(['a@x: us', 'b@x: us']);
    world.channel.usual = (recipient) => (recipient === 'a@x' ? 'unsure' : 'delivered');
    await world.clock.advance(3 * MINUTE);
    expect(await world.states()).toEqual(['a@x: dead', 'b@x: sent']);
  });

  it('is held when he was taken before', async () => {
    await using world = new DeliveryWorld();
    world.start();
    await world.notify('a@x', 'b@x');
    await world.clock.advance(SECOND);
    world.channel.usual = (recipient) => (recipient === 'b@x' ? 'unsure' : 'delivered');
    await world.notify('a@x', 'b@x');
    await world.clock.advance(SECOND);
    expect((await held(world)).slice(2)).toEqual(['a@x: sent', 'b@x: recipient']);
  });
});

it('a full mailbox is held as its recipient’s, and not tried again because others are taken', async () => {
  await using world = new DeliveryWorld();
  world.channel.usual = (recipient) => (recipient === 'a@x' ? 'mailbox-full' : 'delivered');
  world.start();
  await world.notify('a@x');
  await world.clock.advance(MINUTE);
  const tries = world.channel.offers.length;
  await world.notify('b@x');
  await world.clock.advance(SECOND);
  expect(await held(world)).toEqual(['a@x: recipient', 'b@x: sent']);
  expect(world.channel.offers).toHaveLength(tries + 1);
});

describe('a server that limits our rate', () => {
  it('is asked ever more rarely, gets fewer messages a minute, and all of them in the end', async () => {
    await using world = new DeliveryWorld();
    const { channel, clock } = world;
    // Six a minute, and tries count: as Exim with `ratelimit = 6 / 1m / strict`.
    channel.usual = () => {
      const lately = channel.offers.filter(({ at }) => at > clock.now() - MINUTE).length;
      return lately >= 6 ? 'rate-limited' : 'delivered';
    };
    world.start();
    await world.notify(...Array.from({ length: 30 }, (_, index) => `r${index}@x`));
    await clock.advance(15 * MINUTE);
    expect(new Set((await world.states()).map((state) => state.split(': ')[1]))).toEqual(new Set(['sent']));
    expect(channel.offers.filter(({ fate }) => fate === 'rate-limited').length).toBeLessThan(10);
  });
});
