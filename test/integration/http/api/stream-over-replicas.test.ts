import { expect, it } from 'vitest';
import type { Store } from '../../../../src/store/store.ts';
import { recordHistory } from '../../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../../src/store/jobs/jobs.ts';
import { registerTarget } from '../../../../src/store/jobs/targets.ts';
import { openIncident } from '../../../../src/store/incidents/incidents.ts';
import { acknowledgeIncident } from '../../../../src/actions/incident-actions.ts';
import { StreamClient } from '../../../support/http/stream-client.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { PostgresStore } from '../../../support/postgres/postgres-store.ts';

/** A replica notes that a job failed, and somebody acknowledges an incident. */
async function happen(store: Store, id: string): Promise<void> {
  const job = knownJob({ jobId: id, state: 'Failed' });
  await store.write(async (trx) => {
    await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' });
    const rows = await saveJobs(trx, 'media', [job]);
    const { jobId, state: to, changedAt: observedAt, stateSince: since } = job;
    const seen = { jobId, from: undefined, to, observedAt, since, previousSince: undefined, baseline: false };
    const transitions = [{ transition: seen, decisions: [] }];
    await recordHistory(trx, { target: 'media', pollId: id, rows, transitions, observations: [] });
  });
  const incident = { publicId: id, kind: 'jobs', rule: 'failures', groupKey: id, labels: '{}' } as const;
  await store.write(async (trx) => {
    await openIncident(trx, { ...incident, severity: 'critical', title: id, openedAt: job.changedAt });
    await acknowledgeIncident(trx, id, { at: job.changedAt, by: 'ada', comment: '' });
  });
}

it('a client that goes on at another replica after any event misses nothing and hears nothing twice', async () => {
  await using postgres = await PostgresStore.start();
  const { store, clock } = postgres;
  const replicas = [store, postgres.beside()] as const;
  await using first = await WebOverStore.start({ store: replicas[0], clock });
  await using second = await WebOverStore.start({ store: replicas[1], clock });
  const streams = [first, second].map(({ url }) => `${url}/api/v1/stream`);
  const begin = await StreamClient.open(streams[0] ?? '');
  begin.close();
  let { lastEventId } = begin;
  const heard: string[] = [];
  let happened = 0;
  for (let hop = 0; hop < 16; hop += 1) {
    const ids = Array.from({ length: 4 }, (_, index) => `job-${hop}-${index}`);
    // Both write at the same time, and a transaction may take an id long before it commits.
    await Promise.all(ids.map((id, index) => happen(index % 2 === 0 ? replicas[0] : replicas[1], id)));
    happened += 2 * ids.length;
    const client = await StreamClient.open(streams[hop % 2] ?? '', lastEventId);
    const wanted =
      hop === 15 ? happened - heard.length : Math.min(1 + ((hop * 7) % 11), happened - heard.length);
    // The client stops in the middle of what it was sent: what it did not take in comes again.
    const taken = (await client.hear(wanted)).slice(0, wanted);
    client.close();
    heard.push(...taken.map(({ event, data }) => `${event} ${String(data['jobId'] ?? data['id'])}`));
    lastEventId = taken.at(-1)?.id ?? lastEventId;
  }
  expect(heard).toHaveLength(happened);
  expect(new Set(heard).size).toBe(happened);
});
