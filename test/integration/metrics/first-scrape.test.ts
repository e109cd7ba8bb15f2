import { expect, it } from 'vitest';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { readMetrics, type Family } from '../../support/process/read-metrics.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const STATES = ['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel', 'unknown'];
const JOB_TYPES = ['Job', 'Workflow', 'unknown'];
const FAULTS = ['auth', 'throttled', 'timeout', 'network', 'server', 'malformed', 'refused'];
const FAILURES = ['auth', 'temporary', 'permanent', 'timeout', 'network', 'tls', 'rate_limited'];
const TARGETS = ['media', 'archive'];

type Labels = Readonly<Record<string, readonly string[]>>;
const perTarget: Labels = { target: TARGETS };
const perChannel: Labels = { channel: ['email'] };

/** Every metric of the interface, §6, in its order; `absent` ones have no sample while there is nothing to tell. */
const METRICS: [string, Family['type'], Labels | 'absent'][] = [
  ['batchwatch_build_info', 'gauge', { version: ['1.2.3'], revision: ['abc'], node: ['v24.0.0'] }],
  ['batchwatch_target_up', 'gauge', perTarget],
  ['batchwatch_jobs', 'gauge', { target: TARGETS, job_type: JOB_TYPES, state: STATES }],
  ['batchwatch_oldest_job_timestamp_seconds', 'gauge', 'absent'],
  [
    'batchwatch_incidents',
    'gauge',
    { state: ['open', 'acknowledged'], severity: ['critical', 'warning', 'info'] },
  ],
  ['batchwatch_job_transitions_total', 'counter', { target: TARGETS, job_type: JOB_TYPES, state: STATES }],
  ['batchwatch_jobs_vanished_total', 'counter', perTarget],
  ['batchwatch_job_duration_seconds', 'histogram', perTarget],
  ['batchwatch_job_queue_seconds', 'histogram', perTarget],
  ['batchwatch_polls_total', 'counter', perTarget],
  ['batchwatch_poll_failures_total', 'counter', { target: TARGETS, reason: FAULTS }],
  ['batchwatch_last_poll_timestamp_seconds', 'gauge', perTarget],
  ['batchwatch_last_complete_poll_timestamp_seconds', 'gauge', perTarget],
  ['batchwatch_poll_duration_seconds', 'histogram', perTarget],
  ['batchwatch_polls_skipped_total', 'counter', { target: TARGETS, reason: ['overlap', 'missed'] }],
  ['batchwatch_api_requests_total', 'counter', perTarget],
  ['batchwatch_api_request_failures_total', 'counter', { target: TARGETS, reason: FAULTS }],
  ['batchwatch_clock_skew_seconds', 'gauge', perTarget],
  ['batchwatch_outbox_entries', 'gauge', { channel: ['email'], state: ['pending', 'dead'] }],
  ['batchwatch_outbox_oldest_entry_timestamp_seconds', 'gauge', 'absent'],
  ['batchwatch_outbox_oldest_held_entry_timestamp_seconds', 'gauge', 'absent'],
  ['batchwatch_notifications_total', 'counter', perChannel],
  ['batchwatch_notification_failures_total', 'counter', { channel: ['email'], reason: FAILURES }],
  [
    'batchwatch_notifications_suppressed_total',
    'counter',
    {
      reason: [
        'rate-capped',
        'suppressed-baseline',
        'already-told-by-earlier-rule',
        'rule-tells-nobody',
        'no-rule-matched',
        'receiver-removed',
        'severity-not-taken',
        'closed-before-told',
        'recovered-before-told',
        'objects-not-counted',
        'superseded-before-told',
        'grouped',
        'silenced',
        'maintenance',
        'quiet',
        'flapping',
        'acknowledged',
      ],
    },
  ],
  ['batchwatch_detection_to_delivery_seconds', 'histogram', perChannel],
  ['batchwatch_last_delivery_timestamp_seconds', 'gauge', perChannel],
  ['batchwatch_store_write_failures_total', 'counter', {}],
  ['batchwatch_config_last_reload_success', 'gauge', {}],
  ['batchwatch_config_last_reload_success_timestamp_seconds', 'gauge', {}],
];

async function firstScrape(): Promise<Map<string, Family>> {
  await using temporary = new TemporaryStore();
  const metrics = createMetrics({
    store: temporary.store,
    targets: TARGETS,
    channels: ['email'],
    build: { version: '1.2.3', revision: 'abc', node: 'v24.0.0' },
    startedAt: 1_000,
  });
  return readMetrics((await metrics.render('prometheus')).body);
}

it.each(METRICS)('%s is there from the first scrape', async (name, type, labels) => {
  const family = (await firstScrape()).get(name);
  expect(family?.type).toBe(type);
  expect(family?.help).toMatch(/\w/);
  const samples = family?.samples.filter(({ name: sample }) => !sample.endsWith('_bucket')) ?? [];
  if (labels === 'absent') return expect(samples).toEqual([]);
  const value = /build_info|config_last_reload/.test(name) ? 1 : 0;
  expect(samples.map((sample) => sample.value)).toEqual(samples.map(() => value));
  const suffixes = type === 'histogram' ? ['_sum', '_count'] : [''];
  const wanted = suffixes.flatMap((suffix) =>
    combinations(labels).map((combination) => `${name}${suffix} ${combination}`),
  );
  expect(samples.map((sample) => `${sample.name} ${toText(sample.labels)}`).toSorted()).toEqual(
    wanted.toSorted(),
  );
});

it('nothing of our own is there beside the interface, and the runtime is', async () => {
  const names = [...(await firstScrape()).keys()];
  const known = new Set(METRICS.map(([name]) => name));
  expect(names.filter((name) => name.startsWith('batchwatch_') && !known.has(name))).toEqual([]);
  expect(names.filter((name) => !/^(batchwatch|process|nodejs)_/.test(name))).toEqual([]);
  expect(names).toContain('process_cpu_seconds_total');
  expect(names.some((name) => name.startsWith('nodejs_'))).toBe(true);
});

function combinations(labels: Labels): string[] {
  let all: Record<string, string>[] = [{}];
  for (const [label, values] of Object.entries(labels)) {
    all = all.flatMap((before) => values.map((value) => ({ ...before, [label]: value })));
  }
  return all.map(toText);
}

function toText(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
