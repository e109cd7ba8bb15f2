import { expect, it } from 'vitest';
import { addSilence } from '../../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../../support/incident-bench.ts';
import { silence } from '../../../support/people.ts';

it('a silence that covered one job of an incident gives its news free when it ends', async () => {
  await using bench = await IncidentBench.start();
  const { store, clock } = bench.poll;
  bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
  await bench.pass(MINUTE);
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
  bench.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
  await bench.pass(HOUR - MINUTE);
  expect(await bench.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  await bench.pass(2 * MINUTE);
  expect(await bench.mails()).toEqual([
    'oncall: Failed: name of b1 (media)',
    'oncall: 2 jobs failed (+1): AccessDenied (media)',
  ]);
});

const failed = (name: string) => ({ state: 'Failed', name, code: 'AccessDenied' });

it('a part that is silenced for longer than `closeAfter` does not age away untold', async () => {
  await using bench = await IncidentBench.start([usualRule({ closeAfter: HOUR })]);
  await silence(bench, [{ key: 'name', glob: 'nightly' }], { length: 3 * HOUR });
  bench.set({ b1: failed('nightly'), b2: failed('daily') });
  await bench.pass(4 * HOUR);
  expect(await bench.poll.told()).toEqual(['b2 Failed', 'b1 Failed']);
});

it('news that no silence covers is told as news, and waits for groupInterval, while one covers the rest', async () => {
  await using bench = await IncidentBench.start([usualRule()]);
  bench.set({ b1: failed('nightly') });
  await bench.pass(MINUTE);
  await silence(bench, [{ key: 'name', glob: 'nightly' }], { length: HOUR });
  await bench.pass(MINUTE);
  bench.set({ b2: failed('daily') });
  await bench.pass(MINUTE);
  expect(await bench.mails()).toHaveLength(1);
  await bench.pass(10 * MINUTE);
  expect((await bench.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
    'opening opened',
    'update news',
  ]);
});

it('the first of two silences that ends reminds of what is still open', async () => {
  await using bench = await IncidentBench.start();
  bench.set({ b1: failed('nightly'), b2: failed('daily') });
  await bench.pass(MINUTE);
  await silence(bench, [{ key: 'name', glob: 'nightly' }], { length: HOUR });
  await silence(bench, [{ key: 'name', glob: 'daily' }], { length: 2 * HOUR });
  await bench.pass(HOUR + MINUTE);
  expect((await bench.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
    'opening opened',
    'reminder silence-ended',
  ]);
});

it('a silence that ends reminds of what was told before it, also when a job that it did not cover has joined since', async () => {
  await using bench = await IncidentBench.start();
  bench.set({ b1: failed('nightly') });
  await bench.pass(MINUTE);
  await silence(bench, [{ key: 'name', glob: 'nightly' }], { length: HOUR });
  await bench.pass(10 * MINUTE);
  bench.set({ b2: failed('daily') });
  await bench.pass(HOUR);
  expect((await bench.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`)).toEqual([
    'opening opened',
    'update news',
    'reminder silence-ended',
  ]);
  expect(await bench.poll.told()).toEqual(['b1 Failed', 'b2 Failed', 'b1 Failed', 'b2 Failed']);
});
