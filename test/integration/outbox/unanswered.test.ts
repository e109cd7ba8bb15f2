import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryWorld } from '../../support/delivery-world.ts';

it('an answer that comes after 40 s counts, and the next message goes meanwhile', async () => {
  await using world = new DeliveryWorld();
  world.channel.usual = () => 'slow-answer';
  world.start();
  const begun = world.clock.now();
  await world.notify(...Array.from({ length: 7 }, (_, index) => `r${index}@x`));
  await world.clock.advance(5 * MINUTE);
  expect(world.channel.offers).toHaveLength(7);
  expect(new Set((await world.states()).map((state) => state.split(': ')[1]))).toEqual(new Set(['sent']));
  expect(world.channel.offers.map(({ at }) => (at - begun) / SECOND)).toEqual([0, 30, 60, 90, 120, 150, 180]);
});

it('three messages at most wait for their answer', async () => {
  await using world = new DeliveryWorld();
  world.channel.usual = () => 'unanswered';
  world.start();
  await world.notify(...Array.from({ length: 7 }, (_, index) => `r${index}@x`));
  await world.clock.advance(9 * MINUTE);
  expect(world.channel.offers).toHaveLength(3);
});

it('a message without an answer is repeated after 15 min at the earliest, then ever more rarely', async () => {
  await using world = new DeliveryWorld();
  world.channel.usual = () => 'unanswered';
  world.start();
  await world.notify('a@x');
  for (let minute = 0; minute < 12 * 60; minute += 10) {
    world.clock.setNow(world.clock.now() + 10 * MINUTE - 2 * SECOND);
    await world.clock.advance(2 * SECOND);
    if ((await world.entries())[0]?.state === 'claimed') await world.clock.advance(10 * MINUTE);
  }
  const times = world.channel.offers.map(({ at }) => at);
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(pauses[0]).toBeGreaterThanOrEqual(15 * MINUTE);
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(4 * HOUR);
  expect(times.length).toBeLessThanOrEqual(7);
});

it('a success of another does not repeat what was not answered', async () => {
  await using world = new DeliveryWorld();
  world.channel.fates.push('unanswered');
  world.start();
  await world.notify('a@x');
  await world.clock.advance(11 * MINUTE);
  await world.notify('b@x');
  await world.clock.advance(SECOND);
  expect(await world.states()).toEqual(['a@x: pending', 'b@x: sent']);
});

it('a process that dies while the answer is overdue waits 15 min; one that dies before repeats at once', async () => {
  await using world = new DeliveryWorld();
  world.channel.fates.push('unanswered', 'lost-after');
  world.start();
  await world.notify('a@x', 'b@x');
  await world.clock.advance(31 * SECOND);
  await world.restart();
  await world.clock.advance(SECOND);
  expect(await world.states()).toEqual(['a@x: pending', 'b@x: sent']);
  world.clock.setNow(world.clock.now() + 14 * MINUTE);
  await world.clock.advance(SECOND);
  expect((await world.states())[0]).toBe('a@x: pending');
  world.clock.setNow(world.clock.now() + 2 * MINUTE);
  await world.clock.advance(SECOND);
  expect((await world.states())[0]).toBe('a@x: sent');
});

it('a reload waits a minute for an answer at most', async () => {
  await using world = new DeliveryWorld();
  world.channel.fates.push('unanswered');
  world.start();
  await world.notify('a@x');
  await world.clock.advance(10 * SECOND);
  world.delivery.finish();
  await world.clock.advance(50 * SECOND);
  expect(await world.states()).toEqual(['a@x: pending']);
  expect((await world.entries())[0]?.next_attempt_at).toBeGreaterThan(world.clock.now() + HOUR / 5);
});
