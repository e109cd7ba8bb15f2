import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';

it('a paused job that the API no longer lists leaves its incident, which then reminds nobody', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ repeat: 20 * MINUTE })]);
  fixture.set({ b1: 'Pause' });
  await fixture.pass(10 * MINUTE);
  fixture.poll.cloud.jobs.delete('b1');
  await fixture.pass(HOUR);
  expect(await fixture.mails()).toEqual([
    'oncall: Paused: name of b1 (media)',
    'oncall: Vanished: name of b1 (media)',
  ]);
  expect((await fixture.messages())[1]?.jobs[0]?.ended?.how).toBe('vanished');
});
