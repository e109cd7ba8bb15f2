import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../src/metrics/metrics.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { recordVerdict } from '../../../src/store/outbox/outbox.ts';
import { claimDue } from '../../support/outbox/claim-due.ts';
import { recordPoll, registerTarget } from '../../../src/store/jobs/targets.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { readMetrics, type Family } from '../../support/process/read-metrics.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const BUILD = { version: '1.2.3', revision: 'abc', node: 'v24.0.0' };

function metricsOf(temporary: TemporaryStore, targets: readonly string[] = ['media']): Metrics {
  return createMetrics({ store: temporary.store, targets, channels: ['email'], build: BUILD, startedAt: 0 });
}

async function scrape(metrics: Metrics): Promise<Map<string, Family>> {
  return readMetrics((await metrics.render('prometheus')).body);
}

/** The samples of a family that are not 0, as `label values: value`. */
function nonZero(families: ReadonlyMap<string, Family>, name: string): string[] {
  const samples = families.get(`batchwatch_${name}`)?.samples ?? [];
  return samples
    .filter(({ value }) => value !== 0)
    .map(({ labels, value }) => `${Object.values(labels).join(' ')}: ${value}`);
}

it('what the rate holds back is counted among what is pending', async () => {
  await using temporary = new TemporaryStore();
  const metrics = metricsOf(temporary);
  metrics.delivery.heldByRate(3);
  metrics.delivery.heldByRate(2);
  expect(nonZero(await scrape(metrics), 'notifications_suppressed_total')).toEqual(['rate-capped: 5']);
});

it('only channels in use have series, one that a reload adds has all of its at 0, and none ends', async () => {
  await using temporary = new TemporaryStore();
  const metrics = metricsOf(temporary);
  const before = countByChannel(await scrape(metrics));
  metrics.addChannels(['wecom']);
  const added = countByChannel(await scrape(metrics));
  metrics.addChannels(['email']);
  expect([...before.keys()]).toEqual(['email']);
  expect(added).toEqual(new Map([...before, ['wecom', before.get('email')]]));
  expect(countByChannel(await scrape(metrics))).toEqual(added);
});

/** The number of series with each value of the label `channel`. */
function countByChannel(families: ReadonlyMap<string, Family>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { samples } of families.values()) {
    for (const { labels } of samples) {
      const { channel } = labels;
      if (channel !== undefined) counts.set(channel, (counts.get(channel) ?? 0) + 1);
    }
  }
  return counts;
}

describe('gauges', () => {
  it('are read off the store at each scrape, and so survive a restart', async () => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    await store.write(async (trx) => {
      await registerTarget(trx, { name: 'media', bucket: 'b', region: 'r', scope: 's' });
      await recordPoll(trx, { target: 'media', endedAt: 90_500, completeReadStartedAt: 80_000 });
      await recordPoll(trx, { target: 'media', endedAt: 95_500, completeReadStartedAt: undefined });
      await saveJobs(trx, 'media', [
        knownJob({ jobId: 'b1', stateSince: 20_000 }),
        knownJob({ jobId: 'b2', stateSince: 10_000 }),
        knownJob({ jobId: 'b3', state: 'Failed', type: 'Workflow' }),
        knownJob({ jobId: 'b4', state: 'Melting', type: '' }),
        knownJob({ jobId: 'b5', state: 'Pause', stateSince: 5_000, followed: false }),
      ]);
      for (const recipients of [['a@x', 'b@x', 'c@x'], ['d@x']]) {
        const messageId = `<${recipients.join('')}@example.com>`;
        const message = sampleMessage({ recipients, messageId, createdAt: 30_000 });
        await addNotification(trx, { message, to: byMail(message), detectedAt: 0 });
      }
      for (const outcome of ['delivered', 'permanent', 'temporary'] as const) {
        const entry = await claimDue(trx, 'email', 40_000);
        if (entry === undefined) throw new Error('nothing is due');
        const verdict = { outcome, response: '' };
        await recordVerdict(trx, [entry], { verdict, endedAt: 41_000, retryAt: 46_000 });
      }
      await claimDue(trx, 'email', 42_000);
    });
    await scrape(metricsOf(temporary));
    const families = await scrape(metricsOf(temporary));
    expect(nonZero(families, 'jobs').toSorted()).toEqual([
      'media Job Running: 2',
      'media Workflow Failed: 1',
      'media unknown unknown: 1',
    ]);
    expect(nonZero(families, 'oldest_job_timestamp_seconds')).toEqual(['media Running: 10']);
    expect(nonZero(families, 'last_poll_timestamp_seconds')).toEqual(['media: 95.5']);
    expect(nonZero(families, 'last_complete_poll_timestamp_seconds')).toEqual(['media: 90.5']);
    expect(nonZero(families, 'outbox_entries')).toEqual(['email pending: 2', 'email dead: 1']);
    expect(nonZero(families, 'outbox_oldest_entry_timestamp_seconds')).toEqual(['email: 30']);
    expect(nonZero(families, 'last_delivery_timestamp_seconds')).toEqual(['email: 41']);
  });

  it('say since when mail waits by what holds it: one full mailbox is no outage', async () => {
    await using temporary = new TemporaryStore();
    for (const [index, heldBy] of (['recipient', 'us', undefined] as const).entries()) {
      await temporary.store.write(async (trx) => {
        const createdAt = 10_000 * (index + 1);
        const message = sampleMessage({ recipients: ['a@x'], messageId: `<${index}@x>`, createdAt });
        await addNotification(trx, { message, to: byMail(message), detectedAt: 0 });
        if (heldBy === undefined) return;
        const entry = await claimDue(trx, 'email', createdAt);
        if (entry === undefined) throw new Error('nothing is due');
        const verdict = { outcome: 'temporary', response: '' } as const;
        await recordVerdict(trx, [entry], {
          verdict,
          heldBy,
          endedAt: createdAt,
          retryAt: createdAt + 900_000,
        });
      });
    }
    const families = await scrape(metricsOf(temporary));
    expect(nonZero(families, 'outbox_oldest_held_entry_timestamp_seconds').toSorted()).toEqual([
      'email nothing: 30',
      'email recipient: 10',
      'email us: 20',
    ]);
    expect(nonZero(families, 'outbox_oldest_entry_timestamp_seconds')).toEqual(['email: 10']);
  });

  it('keep no label set of what is gone', async () => {
    await using temporary = new TemporaryStore();
    const metrics = metricsOf(temporary);
    await temporary.store.write((trx) =>
      saveJobs(trx, 'media', [knownJob({ state: 'Pause', stateSince: 9_000 })]),
    );
    expect(nonZero(await scrape(metrics), 'oldest_job_timestamp_seconds')).toEqual(['media Pause: 9']);
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob({ state: 'Success' })]));
    const families = await scrape(metrics);
    expect(families.get('batchwatch_oldest_job_timestamp_seconds')?.samples).toEqual([]);
    expect(nonZero(families, 'jobs')).toEqual(['media Job Success: 1']);
  });

  it('have no series of a target that is no longer configured, and no ids', async () => {
    await using temporary = new TemporaryStore();
    await temporary.store.write((trx) => saveJobs(trx, 'former', [knownJob({ jobId: 'secret-id' })]));
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob({ jobId: 'secret-id' })]));
    const { body } = await metricsOf(temporary).render('prometheus');
    expect(body).not.toContain('former');
    expect(body).not.toContain('secret-id');
  });
});

describe('counters', () => {
  it('count the state that each transition led to, also when a page shows a job twice', async () => {
    await using temporary = new TemporaryStore();
    const metrics = metricsOf(temporary);
    const job = knownJob({ state: 'Failed' });
    const transition = { jobId: 'b1', observedAt: 2, since: 2, previousSince: 1, baseline: false };
    metrics.poll.transitioned('media', job, { ...transition, from: undefined, to: 'Running' });
    metrics.poll.transitioned('media', job, { ...transition, from: 'Running', to: 'Failed' });
    expect(nonZero(await scrape(metrics), 'job_transitions_total').toSorted()).toEqual([
      'media Job Failed: 1',
      'media Job Running: 1',
    ]);
  });
});

describe('the text', () => {
  const HOSTILE = ['back\\slash', 'quo"te', 'new\nline', '{}=,', '批处理 🎬'];

  it('escapes hostile target names so that they read back', async () => {
    await using temporary = new TemporaryStore();
    const families = await scrape(metricsOf(temporary, HOSTILE));
    const names = families.get('batchwatch_target_up')?.samples.map(({ labels }) => labels['target']);
    expect(names).toEqual(HOSTILE);
  });

  it('as OpenMetrics ends in # EOF, and leaves the Prometheus text as it was', async () => {
    await using temporary = new TemporaryStore();
    const metrics = metricsOf(temporary);
    const namesOf = async () => [...(await scrape(metrics)).keys()];
    const before = await namesOf();
    const open = await metrics.render('openmetrics');
    expect(open.body.endsWith('# EOF\n')).toBe(true);
    expect(open.contentType).toMatch(/^application\/openmetrics-text; version=1\.0\.0; charset=utf-8$/);
    expect(open.body).toContain('# TYPE batchwatch_polls counter\n');
    expect(open.body).toContain('batchwatch_polls_total{target="media"} 0\n');
    expect(await namesOf()).toEqual(before);
    expect(before).toContain('batchwatch_polls_total');
    expect((await metrics.render('prometheus')).contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('does not mix when both kinds are asked for at once, whichever is how far', async () => {
    await using temporary = new TemporaryStore();
    const metrics = metricsOf(temporary);
    for (let head = 0; head < 60; head += 1) {
      const open = metrics.render('openmetrics');
      for (let turn = 0; turn < head; turn += 1) await Promise.resolve();
      const plain = await metrics.render('prometheus');
      expect(plain.contentType).toMatch(/^text\/plain/);
      expect(plain.body).toContain('# TYPE batchwatch_polls_total counter\n');
      expect(plain.body).not.toContain('# EOF');
      expect((await open).contentType).toMatch(/^application\/openmetrics-text/);
      expect((await open).body).toContain('# TYPE batchwatch_polls counter\n');
      expect((await open).body).toContain('# EOF');
    }
  });

  it('is as long for many jobs as for few', async () => {
    await using temporary = new TemporaryStore();
    const lines = async () => (await metricsOf(temporary).render('prometheus')).body.split('\n').length;
    await temporary.store.write((trx) => saveJobs(trx, 'media', [knownJob()]));
    const few = await lines();
    const jobs = Array.from({ length: 300 }, (_, index) => knownJob({ jobId: `b${index}` }));
    await temporary.store.write((trx) => saveJobs(trx, 'media', jobs));
    expect(await lines()).toBe(few);
  });
});

it('a scrape of a store that is closed fails, and the next one of an open store works', async () => {
  await using temporary = new TemporaryStore();
  const metrics = metricsOf(temporary);
  await temporary.store.close();
  await expect(metrics.render('prometheus')).rejects.toThrow();
  await expect(metrics.render('openmetrics')).rejects.toThrow();
});

it('that come all at once, as from a client that sends a thousand requests in one breath, share a rendering', async () => {
  await using temporary = new TemporaryStore();
  const metrics = metricsOf(temporary);
  const scrapes = Array.from({ length: 1_000 }, () => metrics.render('prometheus'));
  // Each rendering has its own processor time in it.
  const bodies = new Set((await Promise.all(scrapes)).map(({ body }) => body));
  expect(bodies.size).toBe(1);
  expect((await metrics.render('prometheus')).body).not.toBe([...bodies][0]);
});
