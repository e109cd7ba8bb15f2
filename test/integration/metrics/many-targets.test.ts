import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../../src/metrics/metrics.ts';
import type { TargetMetrics } from '../../../src/metrics/target-detail.ts';
import { recordPoll, registerTarget } from '../../../src/store/jobs/targets.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { readMetrics } from '../../support/process/read-metrics.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const BUILD = { version: '1.2.3', revision: 'abc', node: 'v24.0.0' };
const STATES = ['Submitted', 'Running', 'Success', 'Failed', 'Pause'];

/** As long as a name of a bucket with its region may well be. */
const nameOf = (index: number) => `bucket-${String(index).padStart(4, '0')}-ap-shanghai`;
const names = (count: number) => Array.from({ length: count }, (_, index) => nameOf(index));

function metricsOf({ store }: TemporaryStore, targets: readonly string[], targetMetrics?: TargetMetrics) {
  const detail = targetMetrics === undefined ? {} : { targetMetrics };
  return createMetrics({ store, targets, channels: ['email'], build: BUILD, startedAt: 0, ...detail });
}

async function size(metrics: Metrics): Promise<number> {
  return Buffer.byteLength((await metrics.render('prometheus')).body);
}

/** Gives a target jobs in most states, polls that were complete, failed and skipped, and transitions. */
async function live(temporary: TemporaryStore, metrics: Metrics, target: string): Promise<void> {
  const now = temporary.clock.now();
  const jobs = STATES.map((state) => knownJob({ jobId: `${target} ${state}`, state, stateSince: now }));
  await temporary.store.write(async (trx) => {
    await registerTarget(trx, { name: target, bucket: 'b', region: 'r', scope: 's' });
    await recordPoll(trx, { target, endedAt: now, completeReadStartedAt: now });
    await saveJobs(trx, target, jobs);
  });
  const source = metrics.poll.sourceEvents(target);
  source.requestSent();
  source.clockSkewSeen(-0.123456);
  source.requestFailed('timeout');
  for (const job of jobs)
    metrics.poll.transitioned(target, job, { ...TRANSITION, jobId: job.jobId, to: job.state });
}

const TRANSITION = { from: undefined, observedAt: 0, since: 0, previousSince: undefined, baseline: false };

describe('a scrape of many targets', () => {
  it('takes at most 2 kB for each target', async () => {
    await using temporary = new TemporaryStore();
    const few = metricsOf(temporary, names(60));
    const many = metricsOf(temporary, names(160));
    for (const target of names(160)) {
      await live(temporary, many, target);
      if (names(60).includes(target)) await live(temporary, few, target);
    }
    const perTarget = ((await size(many)) - (await size(few))) / 100;
    expect(perTarget).toBeLessThanOrEqual(2_000);
  });

  it('shows the first failure of a target as a rise from 0', async () => {
    await using temporary = new TemporaryStore();
    const families = readMetrics((await metricsOf(temporary, names(60)).render('prometheus')).body);
    const failed = families
      .get('batchwatch_job_transitions_total')
      ?.samples.filter(({ labels }) => labels['target'] === nameOf(0));
    expect(failed?.map(({ labels, value }) => [labels['job_type'], labels['state'], value])).toEqual([
      ['Job', 'Failed', 0],
      ['Workflow', 'Failed', 0],
    ]);
  });

  it('shows the first poll that is refused for its key as a rise from 0', async () => {
    await using temporary = new TemporaryStore();
    const { body } = await metricsOf(temporary, names(60)).render('prometheus');
    expect(body).toContain(`batchwatch_poll_failures_total{target="${nameOf(0)}",reason="auth"} 0`);
  });

  it('has its histograms over all targets together', async () => {
    await using temporary = new TemporaryStore();
    const metrics = metricsOf(temporary, names(60));
    const report = {
      pollId: 'p',
      startedAt: 0,
      endedAt: 0,
      pages: 1,
      jobs: 0,
      transitions: 0,
      notifications: 0,
      isConcluded: true,
    };
    for (const target of names(60))
      metrics.poll.pollEnded({ ...report, target, outcome: 'complete', duration: 20 });
    const { samples = [] } =
      readMetrics((await metrics.render('prometheus')).body).get('batchwatch_poll_duration_seconds') ?? {};
    const count = samples.filter(({ name }) => name.endsWith('_count'));
    expect(count).toMatchObject([{ labels: {}, value: 60 }]);
  });

  it.each([
    ['all', 60, 60],
    ['few', 2, 1],
    ['auto', 50, 50],
    ['auto', 51, 1],
  ] as const)('with `%s` and %i targets has %i series of a histogram', async (setting, targets, series) => {
    await using temporary = new TemporaryStore();
    const { body } = await metricsOf(temporary, names(targets), setting).render('prometheus');
    expect(body.match(/^batchwatch_job_duration_seconds_count/gm)).toHaveLength(series);
  });

  it('changes with a reload that brings more targets, and back', async () => {
    await using temporary = new TemporaryStore();
    const metrics = metricsOf(temporary, names(2));
    const before = await size(metrics);
    const lines = async () => (await metrics.render('prometheus')).body.match(/^batchwatch_.*target=.*$/gm);
    const first = await lines();
    metrics.setTargets(names(60));
    expect((await lines())?.filter((line) => line.includes('_bucket'))).toEqual([]);
    metrics.setTargets(names(2));
    expect(await lines()).toEqual(first);
    expect(Math.abs((await size(metrics)) - before)).toBeLessThan(500);
  });
});
