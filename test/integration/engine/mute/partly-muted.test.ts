import { expect, it } from 'vitest';
import { addSilence } from '../../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { silence } from '../../../support/engine/people.ts';

it('a silence that covered one job of an incident releases its update when it ends', async () => {
  await using fixture = await IncidentFixture.start();
  const { store, clock } = fixture.poll;
  fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
  await fixture.pass(MINUTE);
  await store.write((trx) =>
    addSilence(trx, {
      matchers: [{ key: 'jobId', glob: 'b2' }],
      from: clock.now(),
      until: clock.now() + HOUR,
      author: 'ada',
      comment: '',
      createdAt: clock.now(),
    }),
  );
  fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
  await fixture.pass(HOUR - MINUTE);
  expect(await fixture.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  await fixture.pass(2 * MINUTE);
  expect(await fixture.mails()).toEqual([
    'oncall: Failed: name of b1 (media)',
    'oncall: 2 jobs failed (+1): AccessDenied (media)',
  ]);
});

const failed = (name: string) => ({ state: 'Failed', name, code: 'AccessDenied' });

it('a part that is silenced for longer than `closeAfter` does not age away without a notification', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ closeAfter: HOUR })]);
  await silence(fixture, [{ key: 'name', glob: 'nightly' }], { length: 3 * HOUR });
  fixture.set({ b1: failed('nightly'), b2: failed('daily') });
  await fixture.pass(4 * HOUR);
  expect(await fixture.poll.notified()).toEqual(['b2 Failed', 'b1 Failed']);
});

it('an update that no silence covers notifies, and waits for groupInterval, while one covers the rest', async () => {
  await using fixture = await IncidentFixture.start([usualRule()]);
  fixture.set({ b1: failed('nightly') });
  await fixture.pass(MINUTE);
  await silence(fixture, [{ key: 'name', glob: 'nightly' }], { length: HOUR });
  await fixture.pass(MINUTE);
  fixture.set({ b2: failed('daily') });
  await fixture.pass(MINUTE);
  expect(await fixture.mails()).toHaveLength(1);
  await fixture.pass(10 * MINUTE);
  expect((await fixture.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
    'opening opened',
    'update news',
  ]);
});

it('the first of two silences that ends reminds of what is still open', async () => {
  await using fixture = await IncidentFixture.start();
  fixture.set({ b1: failed('nightly'), b2: failed('daily') });
  await fixture.pass(MINUTE);
  await silence(fixture, [{ key: 'name', glob: 'nightly' }], { length: HOUR });
  await silence(fixture, [{ key: 'name', glob: 'daily' }], { length: 2 * HOUR });
  await fixture.pass(HOUR + MINUTE);
  expect((await fixture.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
    'opening opened',
    'reminder silence-ended',
  ]);
});

it('a silence that ends reminds of what was notified before it, also when a job that it did not cover has joined since', async () => {
  await using fixture = await IncidentFixture.start();
  fixture.set({ b1: failed('nightly') });
  await fixture.pass(MINUTE);
  await silence(fixture, [{ key: 'name', glob: 'nightly' }], { length: HOUR });
  await fixture.pass(10 * MINUTE);
  fixture.set({ b2: failed('daily') });
  await fixture.pass(HOUR);
  expect((await fixture.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
    'opening opened',
    'update news',
    'reminder silence-ended',
  ]);
  expect(await fixture.poll.notified()).toEqual(['b1 Failed', 'b2 Failed', 'b1 Failed', 'b2 Failed']);
});
