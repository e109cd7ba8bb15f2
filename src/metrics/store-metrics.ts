import { Counter, Gauge, type LabelValues, type Registry } from 'prom-client';
import { SEVERITIES } from '../core/severity.ts';
import { OPEN_STATES } from '../core/job/state.ts';
import { incidentCounts } from '../store/incidents/incidents.ts';
import { jobCounts, lastDeliveryAt, oldestJobs, outboxCounts } from '../store/jobs/counts.ts';
import type { Database } from '../store/database.ts';
import { ENGINE_LEASE } from '../lease/lease-names.ts';
import type { Leases } from '../lease/leases.ts';
import type { Store } from '../store/store.ts';
import { targetStates } from '../store/jobs/targets.ts';
import { SECOND, type Instant } from '../platform/time.ts';
import { JOB_TYPES, STATE_LABELS, toJobType, toStateLabel } from './labels.ts';
import { hasFewSeries, type TargetMetrics } from './target-detail.ts';

export interface StoreMetrics {
  /** Rebuilds the gauges from the store; to be called before each rendering. @throws StoreFault */
  refresh(): Promise<void>;
  writeFailed(): void;
  /** From the next refresh on, these are shown. */
  setTargets(targets: readonly string[]): void;
  /** From the next refresh on, these are shown, too. */
  addChannels(channels: readonly string[]): void;
}

/** Registers the gauges that are read off the store at scrape time, so that they survive a restart. */
export function createStoreMetrics(
  registry: Registry,
  options: {
    store: Store;
    leases: Leases | undefined;
    targets: readonly string[];
    setting: TargetMetrics;
    channels: readonly string[];
  },
): StoreMetrics {
  const { store, leases, setting } = options;
  let { targets, channels } = options;
  const gauges = createGauges(registry);
  const writeFailures = new Counter({
    name: 'batchwatch_store_write_failures_total',
    help: 'Transactions that the store refused.',
    registers: [registry],
  });
  return {
    writeFailed: () => writeFailures.inc(),
    setTargets(now) {
      targets = now;
    },
    addChannels(added) {
      channels = [...new Set([...channels, ...added])];
    },
    async refresh() {
      // Of several replicas one shows what all of them share: else a sum would count it as often.
      const isShown = leases?.isShared !== true || leases.get(ENGINE_LEASE).term !== undefined;
      if (!isShown) return resetAll(gauges);
      const shown = targets;
      const stats = await store.read(async (db) => ({
        jobs: await countJobs(db, shown, hasFewSeries(setting, shown.length)),
        states: await targetStates(db),
        oldest: await oldestJobs(db, shown, OPEN_STATES),
        incidents: await incidentCounts(db),
        channels: await Promise.all(channels.map((channel) => channelStats(db, channel))),
      }));
      // All gauges are reset and set without a pause in between: a scrape never sees half of them.
      resetAll(gauges);
      for (const { jobs, ...labels } of stats.jobs) gauges.jobs.set(labels, jobs);
      for (const target of shown) {
        const state = stats.states.get(target);
        // 0 until there was one: an alert on their age then fires, which it would not on an absent series.
        setInstant(gauges.lastPoll, { target }, state?.lastPollAt ?? 0);
        setInstant(gauges.lastCompletePoll, { target }, state?.lastCompletePollAt ?? 0);
      }
      showIncidents(gauges.incidents, stats.incidents);
      for (const { since, ...labels } of stats.oldest) setInstant(gauges.oldestJob, labels, since);
      for (const outbox of stats.channels) showOutbox(gauges, outbox);
    },
  };
}

function resetAll(gauges: ReturnType<typeof createGauges>): void {
  for (const gauge of Object.values(gauges)) gauge.reset();
}

function showOutbox(
  gauges: ReturnType<typeof createGauges>,
  {
    channel,
    pending,
    dead,
    oldestPendingAt,
    oldestHeld,
    lastDelivery,
  }: Awaited<ReturnType<typeof channelStats>>,
): void {
  gauges.outbox.set({ channel, state: 'pending' }, pending);
  gauges.outbox.set({ channel, state: 'dead' }, dead);
  setInstant(gauges.oldestEntry, { channel }, oldestPendingAt);
  for (const { heldBy, since } of oldestHeld)
    setInstant(gauges.oldestHeldEntry, { channel, held_by: heldBy }, since);
  setInstant(gauges.lastDelivery, { channel }, lastDelivery ?? 0);
}

function showIncidents(
  gauge: Gauge<'state' | 'severity'>,
  counts: Awaited<ReturnType<typeof incidentCounts>>,
): void {
  for (const severity of SEVERITIES) for (const state of INCIDENT_STATES) gauge.set({ state, severity }, 0);
  for (const { incidents, ...labels } of counts) gauge.set(labels, incidents);
}

const INCIDENT_STATES = ['open', 'acknowledged'] as const;

function createGauges(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `batchwatch_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  return {
    jobs: gauge('jobs', 'Jobs in the snapshot: open ones followed, ended ones until they are pruned.', [
      'target',
      'job_type',
      'state',
    ]),
    oldestJob: gauge(
      'oldest_job_timestamp_seconds',
      'Since when the job that is longest in the state is in it; absent when none is.',
      ['target', 'state'],
    ),
    incidents: gauge('incidents', 'Incidents that are not closed.', ['state', 'severity']),
    lastPoll: gauge('last_poll_timestamp_seconds', 'When the last poll ended; 0 before the first.', [
      'target',
    ]),
    lastCompletePoll: gauge(
      'last_complete_poll_timestamp_seconds',
      'When the last poll ended whose read was complete; 0 before the first.',
      ['target'],
    ),
    outbox: gauge('outbox_entries', 'Entries not delivered: waiting, or given up as dead letters.', [
      'channel',
      'state',
    ]),
    oldestEntry: gauge(
      'outbox_oldest_entry_timestamp_seconds',
      'When the oldest waiting entry was made; absent when none waits.',
      ['channel'],
    ),
    oldestHeldEntry: gauge(
      'outbox_oldest_held_entry_timestamp_seconds',
      'When the oldest waiting entry was made, by what holds it: nothing, the channel, a refusal of us, its recipient, or a missing answer; absent when none waits.',
      ['channel', 'held_by'],
    ),
    lastDelivery: gauge(
      'last_delivery_timestamp_seconds',
      'When a message was last accepted; 0 before the first.',
      ['channel'],
    ),
  };
}

function setInstant<Label extends string>(
  gauge: Gauge<Label>,
  labels: LabelValues<Label>,
  instant: Instant | undefined,
): void {
  if (instant !== undefined) gauge.set(labels, instant / SECOND);
}

/** Counts by type and state of each configured target; those without jobs are 0, or left out where series are few. */
async function countJobs(db: Database, targets: readonly string[], hasFew: boolean) {
  const counts = new Map<string, { target: string; job_type: string; state: string; jobs: number }>();
  const zero = (labels: { target: string; job_type: string; state: string }) => {
    const count = { ...labels, jobs: 0 };
    counts.set(`${labels.target} ${labels.job_type} ${labels.state}`, count);
    return count;
  };
  if (!hasFew) {
    for (const target of targets)
      for (const job_type of JOB_TYPES) for (const state of STATE_LABELS) zero({ target, job_type, state });
  }
  const shown = new Set(targets);
  for (const { target, type, state: word, jobs } of await jobCounts(db)) {
    if (!shown.has(target) || jobs === 0) continue;
    const labels = { target, job_type: toJobType(type), state: toStateLabel(word) };
    const count = counts.get(`${target} ${labels.job_type} ${labels.state}`) ?? zero(labels);
    count.jobs += jobs;
  }
  return counts.values();
}

async function channelStats(db: Database, channel: string) {
  const counts = await outboxCounts(db, channel);
  return { channel, ...counts, lastDelivery: await lastDeliveryAt(db, channel) };
}
