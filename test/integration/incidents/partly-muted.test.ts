import { expect, it } from 'vitest';
import { addSilence } from '../../../src/store/silences.ts';
import { HOUR, MINUTE } from '../../../src/time.ts';
import { IncidentBench } from '../../support/incident-bench.ts';

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
    'oncall: 2 jobs Failed (+1): AccessDenied (media)',
  ]);
});
