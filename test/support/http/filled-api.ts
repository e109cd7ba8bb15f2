import { addSilence } from '../../../src/store/incidents/silences.ts';
import { recordPoll } from '../../../src/store/jobs/targets.ts';
import { HOUR } from '../../../src/platform/time.ts';
import { knownJob } from '../poll/known-job.ts';
import { openThread, putMessage, settle, NOTIFIED_INCIDENT } from '../outbox/outbox-fixture.ts';
import type { StoreFixture } from '../store/store-fixture.ts';

/** A request that each operation can answer from the filled store, by the name of the operation. */
export const EXAMPLES: Readonly<Record<string, { path: string; body?: object }>> = {
  'get /stream': { path: '/stream' },
  'get /status': { path: '/status' },
  'get /targets': { path: '/targets' },
  'get /targets/{name}': { path: '/targets/media' },
  'get /jobs': { path: '/jobs' },
  'get /jobs/{target}/{jobId}': { path: '/jobs/media/b1' },
  'get /transitions': { path: '/transitions' },
  'get /incidents': { path: '/incidents' },
  'get /incidents/{id}': { path: `/incidents/${NOTIFIED_INCIDENT}` },
  'post /incidents/{id}/ack': { path: `/incidents/${NOTIFIED_INCIDENT}/ack`, body: { author: 'alice' } },
  'post /incidents/{id}/close': { path: `/incidents/${NOTIFIED_INCIDENT}/close`, body: { author: 'alice' } },
  'get /silences': { path: '/silences' },
  'post /silences': {
    path: '/silences',
    body: { matchers: [{ key: 'name', glob: 'n*' }], for: '2h', author: 'alice', comment: 'why' },
  },
  'get /silences/{id}': { path: '/silences/1' },
  'post /silences/{id}/expire': { path: '/silences/1/expire', body: {} },
  'get /notifications': { path: '/notifications' },
  'post /notifications/{id}/resend': { path: '/notifications/1/resend', body: { author: 'alice' } },
  'get /receivers': { path: '/receivers' },
  'post /receivers/{name}/test': { path: '/receivers/oncall/test', body: { author: 'alice' } },
  'post /notifications/resend': {
    path: '/notifications/resend',
    body: { author: 'alice', receiver: 'oncall', since: '2024-06-27T07:23:10.000Z' },
  },
};

/** Something of everything: a dead entry (1), a sent one (2), one that waits, an incident, a job, a failing target. */
export async function fillApi(fixture: StoreFixture): Promise<void> {
  await fixture.keep(knownJob({ state: 'Failed', code: 'AccessDenied', message: 'no' }), { decisions: [{}] });
  await fixture.keep(knownJob({ jobId: 'open' }));
  const thread = await openThread(fixture);
  const notified = { thread, incident: NOTIFIED_INCIDENT };
  const [dead = 0] = await putMessage(fixture, notified);
  await settle(fixture, dead, 'dead');
  const [sent = 0] = await putMessage(fixture, notified);
  await settle(fixture, sent, 'sent');
  await putMessage(fixture);
  const fault = { reason: 'auth', code: 'AccessDenied', message: 'no', hint: 'Ask.' };
  const now = fixture.clock.now();
  const silence = { from: now, until: now + HOUR, author: 'alice', comment: 'upgrade', createdAt: now };
  await fixture.store.write(async (trx) => {
    await addSilence(trx, { ...silence, matchers: [{ key: 'target', glob: 'media' }] });
    await trx.updateTable('job').set({ created_at: 1 }).execute();
    await recordPoll(trx, { target: 'media', endedAt: 1, completeReadStartedAt: 1, clockSkew: 1_500 });
    await recordPoll(trx, { target: 'media', endedAt: 2, completeReadStartedAt: undefined, fault });
  });
}
