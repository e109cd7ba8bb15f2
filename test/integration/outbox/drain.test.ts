import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';

/** Drains the outbox while time passes; what it returns. */
async function drain(fixture: DeliveryFixture, signal = new AbortController().signal): Promise<number> {
  const state = { isOver: false };
  const draining = fixture.delivery.drain(signal).finally(() => (state.isOver = true));
  draining.catch(() => undefined);
  for (let second = 0; second < 600 && !state.isOver; second += 1) await fixture.clock.advance(SECOND);
  return await draining;
}

it('draining delivers all that is due and returns how much of it was not delivered', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.fates.push('delivered', 'permanent', 'temporary');
  await fixture.notify('a@x', 'b@x', 'c@x', 'd@x');
  expect(await drain(fixture)).toBe(2);
  expect(await fixture.states()).toEqual(['a@x: sent', 'b@x: dead', 'c@x: pending', 'd@x: sent']);
});

it('draining an empty outbox is well', async () => {
  await using fixture = new DeliveryFixture();
  expect(await drain(fixture)).toBe(0);
});

it('draining tries each entry once, however long the rate makes it last', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.maxPerMinute = 2;
  fixture.channel.usual = (recipient) => (recipient === 'a@x' ? 'temporary' : 'delivered');
  await fixture.notify('a@x', 'b@x', 'c@x', 'd@x', 'e@x');
  expect(await drain(fixture)).toBe(1);
  expect(fixture.channel.offers.map(({ recipient }) => recipient)).toEqual([
    'a@x',
    'b@x',
    'c@x',
    'd@x',
    'e@x',
  ]);
});

it('draining stops at a channel that is down, and counts all that it leaves', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.usual = () => 'channel-wide';
  await fixture.notify('a@x', 'b@x', 'c@x');
  expect(await drain(fixture)).toBe(3);
  expect(fixture.channel.offers).toHaveLength(1);
});

it('draining that is cut short while the rate holds it back ends at once and counts what is left', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.maxPerMinute = 1;
  await fixture.notify('a@x', 'b@x', 'c@x');
  const stopping = new AbortController();
  const draining = drain(fixture, stopping.signal);
  void fixture.clock.sleep(MINUTE / 2, stopping.signal).then(() => stopping.abort(new Error('SIGTERM')));
  expect(await draining).toBe(2);
  expect(fixture.channel.offers).toHaveLength(1);
});

it('draining that is cut short in the middle of an offer records it and counts it', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.fates.push('slow');
  await fixture.notify('a@x', 'b@x');
  const stopping = new AbortController();
  const draining = drain(fixture, stopping.signal);
  void fixture.clock.sleep(2 * SECOND, stopping.signal).then(() => stopping.abort(new Error('SIGTERM')));
  expect(await draining).toBe(2);
  expect(await fixture.states()).toEqual(['a@x: pending', 'b@x: pending']);
});
