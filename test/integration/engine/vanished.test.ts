import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';

it('a paused job that the API no longer lists leaves its incident, which then reminds nobody', async () => {
  await using bench = await IncidentBench.start([usualRule({ repeat: 20 * MINUTE })]);
  bench.set({ b1: 'Pause' });
  await bench.pass(10 * MINUTE);
  bench.poll.cloud.jobs.delete('b1');
  await bench.pass(HOUR);
  expect(await bench.mails()).toEqual([
    'oncall: Paused: name of b1 (media)',
    'oncall: Vanished: name of b1 (media)',
  ]);
  expect((await bench.messages())[1]?.jobs[0]?.ended?.how).toBe('vanished');
});
