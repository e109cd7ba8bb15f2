import { expect, it } from 'vitest';
import { alertOf } from '../../../../src/channel/base/alert.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';

it('an alert keeps its labels from the opening of an incident to its end', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ repeat: HOUR })]);
  fixture.set({ a: { state: 'Pause', details: { QueueId: 'p1' } } });
  await fixture.pass(10 * MINUTE);
  fixture.set({ b: { state: 'Pause', details: { QueueId: 'p1' } } });
  await fixture.pass(2 * HOUR);
  fixture.set({ a: 'Running', b: 'Running' });
  await fixture.pass(20 * MINUTE);
  const messages = await fixture.messages();
  const kinds = new Set(messages.map(({ kind }) => kind));
  expect([...kinds]).toEqual(['opening', 'update', 'reminder', 'closing']);
  const byThread = Map.groupBy(messages, ({ incident, receiver }) => `${incident} ${receiver}`);
  for (const thread of byThread.values()) {
    const labels = thread.map((message) => alertOf(message, TENCENT_PAGES).labels);
    expect(new Set(labels.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(labels[0]).toMatchObject({
      alertname: 'BatchwatchIncident',
      receiver: 'oncall',
      rule: expect.any(String),
    });
  }
});
