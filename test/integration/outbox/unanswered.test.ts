import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';

it('an answer that comes after 40 s counts, and the next message goes meanwhile', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.usual = () => 'slow-answer';
  fixture.start();
  const begun = fixture.clock.now();
  await fixture.notify(...Array.from({ length: 7 }, (_, index) => `r${index}@x`));
  await fixture.clock.advance(5 * MINUTE);
  expect(fixture.channel.offers).toHaveLength(7);
  expect(new Set((await fixture.states()).map((state) => state.split(': ')[1]))).toEqual(new Set(['sent']));
  expect(fixture.channel.offers.map(({ at }) => (at - begun) / SECOND)).toEqual([
    0, 30, 60, 90, 120, 150, 180,
  ]);
});

it('three messages at most wait for their answer', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.usual = () => 'unanswered';
  fixture.start();
  await fixture.notify(...Array.from({ length: 7 }, (_, index) => `r${index}@x`));
  await fixture.clock.advance(9 * MINUTE);
  expect(fixture.channel.offers).toHaveLength(3);
});

it('a message without an answer is repeated after 15 min at the earliest, then ever more rarely', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.usual = () => 'unanswered';
  fixture.start();
  await fixture.notify('a@x');
  for (let minute = 0; minute < 12 * 60; minute += 10) {
    fixture.clock.setNow(fixture.clock.now() + 10 * MINUTE - 2 * SECOND);
    await fixture.clock.advance(2 * SECOND);
    if ((await fixture.entries())[0]?.state === 'claimed') await fixture.clock.advance(10 * MINUTE);
  }
  const times = fixture.channel.offers.map(({ at }) => at);
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(pauses[0]).toBeGreaterThanOrEqual(15 * MINUTE);
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
  expect(pauses.at(-1)).toBeGreaterThanOrEqual(4 * HOUR);
  expect(times.length).toBeLessThanOrEqual(7);
});

it('a success of another does not repeat what was not answered', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.fates.push('unanswered');
  fixture.start();
  await fixture.notify('a@x');
  await fixture.clock.advance(11 * MINUTE);
  await fixture.notify('b@x');
  await fixture.clock.advance(SECOND);
  expect(await fixture.states()).toEqual(['a@x: pending', 'b@x: sent']);
});

it('a process that dies while the answer is overdue waits 15 min; one that dies before repeats at once', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.fates.push('unanswered', 'lost-after');
  fixture.start();
  await fixture.notify('a@x', 'b@x');
  await fixture.clock.advance(31 * SECOND);
  await fixture.restart();
  await fixture.clock.advance(SECOND);
  expect(await fixture.states()).toEqual(['a@x: pending', 'b@x: sent']);
  fixture.clock.setNow(fixture.clock.now() + 14 * MINUTE);
  await fixture.clock.advance(SECOND);
  expect((await fixture.states())[0]).toBe('a@x: pending');
  fixture.clock.setNow(fixture.clock.now() + 2 * MINUTE);
  await fixture.clock.advance(SECOND);
  expect((await fixture.states())[0]).toBe('a@x: sent');
});

it('a reload waits a minute for an answer at most', async () => {
  await using fixture = new DeliveryFixture();
  fixture.channel.fates.push('unanswered');
  fixture.start();
  await fixture.notify('a@x');
  await fixture.clock.advance(10 * SECOND);
  fixture.delivery.finish();
  await fixture.clock.advance(50 * SECOND);
  expect(await fixture.states()).toEqual(['a@x: pending']);
  expect((await fixture.entries())[0]?.next_attempt_at).toBeGreaterThan(fixture.clock.now() + HOUR / 5);
});
