import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { parseApiTime } from '../core/job/api-time.ts';
import type { KnownJob } from '../core/job/job.ts';
import { isEnded } from '../core/job/state.ts';
import type { Transition } from '../core/job/transition.ts';
import { SECOND } from '../platform/time.ts';
import { SOURCE_FAULT_REASONS, SourceFault, type SourceEvents } from '../poll/port/job-source.ts';
import type { PollEvents } from '../poll/port/poll-events.ts';
import { JOB_TYPES, KNOWN_JOB_TYPES, STATE_LABELS, toJobType, toStateLabel } from './labels.ts';
import type { SuppressionMetrics } from './suppression-metrics.ts';
import { hasFewSeries, type TargetMetrics } from './target-detail.ts';

/** The series about polls, per target (interface, Metrics). */
export interface PollMetrics extends PollEvents {
  /** The events of one target's source. */
  sourceEvents(target: string): SourceEvents;
  /** Ends the series of targets that are not among these, and starts those of new ones at 0. */
  setTargets(targets: readonly string[]): void;
}

export interface PollMetricsOptions {
  targets: readonly string[];
  setting: TargetMetrics;
  suppression: SuppressionMetrics;
}

/** Batch jobs take seconds to days. */
const JOB_SECONDS = [1, 5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 604_800];
const POLL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

/** Registers the metrics of watching, with every known label set at 0; of many targets, with those that alerts need. */
export function createPollMetrics(
  registry: Registry,
  { targets, setting, suppression }: PollMetricsOptions,
): PollMetrics {
  const jobs = defineJobMetrics(registry);
  const polls = definePollMetrics(registry);
  let current = new Set<string>();
  let isBrief = hasFewSeries(setting, targets.length);
  const ofTarget = (target: string) => (isBrief ? {} : { target });
  const setTargets = (now: readonly string[]) => {
    const wanted = new Set(now);
    const wasBrief = isBrief;
    isBrief = hasFewSeries(setting, now.length);
    const hasChanged = wasBrief !== isBrief;
    for (const target of current) {
      if (wanted.has(target) && !hasChanged) continue;
      endJobs(jobs, target);
      endPolls(polls, target);
    }
    const histograms = [jobs.durations, jobs.queues, polls.pollDurations];
    if (hasChanged) for (const histogram of histograms) histogram.remove({});
    if (isBrief) for (const histogram of histograms) if (hasChanged || current.size === 0) histogram.zero({});
    for (const target of wanted) {
      if (current.has(target) && !hasChanged) continue;
      startJobsAtZero(jobs, target, isBrief);
      startPollsAtZero(polls, target, isBrief);
    }
    current = wanted;
  };
  setTargets(targets);
  return {
    setTargets,
    transitioned(target, job, transition) {
      jobs.transitions.inc({ target, job_type: toJobType(job.type), state: toStateLabel(transition.to) });
      // A job that comes back has neither begun nor ended anything.
      if (transition.baseline || transition.from === transition.to) return;
      const { queued, ran } = spans(job, transition);
      if (queued !== undefined) jobs.queues.observe(ofTarget(target), queued);
      if (ran !== undefined) jobs.durations.observe(ofTarget(target), ran);
    },
    suppressed: (reason, count) => suppression.suppressed(reason, count),
    vanished: (target, count) => jobs.vanished.inc({ target }, count),
    tickSkipped: (target, reason, count) => polls.skipped.inc({ target, reason }, count),
    pollEnded({ target, outcome, fault, duration }) {
      if (outcome === 'aborted') return;
      polls.polls.inc({ target });
      polls.pollDurations.observe(ofTarget(target), duration / SECOND);
      polls.up.set({ target }, outcome === 'complete' ? 1 : 0);
      if (fault instanceof SourceFault) polls.pollFailures.inc({ target, reason: fault.reason });
    },
    sourceEvents: (target) => ({
      requestSent: () => polls.requests.inc({ target }),
      requestFailed: (reason) => polls.requestFailures.inc({ target, reason }),
      clockSkewSeen: (value) => polls.skew.set({ target }, value / SECOND),
    }),
  };
}

function defineJobMetrics(registry: Registry) {
  const registers = [registry];
  const byTarget = { registers, labelNames: ['target'] as const };
  return {
    transitions: new Counter({
      name: 'batchwatch_job_transitions_total',
      help: 'Jobs seen to move to a state, the first sight of a job included.',
      registers,
      labelNames: ['target', 'job_type', 'state'] as const,
    }),
    vanished: new Counter({
      name: 'batchwatch_jobs_vanished_total',
      help: 'Open jobs that three complete polls in a row did not find.',
      ...byTarget,
    }),
    durations: new Histogram({
      name: 'batchwatch_job_duration_seconds',
      help: 'From StartTime to EndTime of jobs seen to end.',
      buckets: JOB_SECONDS,
      ...byTarget,
    }),
    queues: new Histogram({
      name: 'batchwatch_job_queue_seconds',
      help: 'From CreationTime to StartTime of jobs seen to have started.',
      buckets: JOB_SECONDS,
      ...byTarget,
    }),
  };
}

function definePollMetrics(registry: Registry) {
  const registers = [registry];
  const byTarget = { registers, labelNames: ['target'] as const };
  const byReason = { registers, labelNames: ['target', 'reason'] as const };
  return {
    up: new Gauge({
      name: 'batchwatch_target_up',
      help: 'Whether the last poll of the target was complete.',
      ...byTarget,
    }),
    polls: new Counter({ name: 'batchwatch_polls_total', help: 'Polls that ended.', ...byTarget }),
    pollFailures: new Counter({
      name: 'batchwatch_poll_failures_total',
      help: 'Polls that ended before their read was complete, by what the other side did.',
      ...byReason,
    }),
    pollDurations: new Histogram({
      name: 'batchwatch_poll_duration_seconds',
      help: 'How long a poll took.',
      buckets: POLL_SECONDS,
      ...byTarget,
    }),
    skipped: new Counter({
      name: 'batchwatch_polls_skipped_total',
      help: 'Ticks without a poll of their own: the one before still ran, or the process was held up.',
      ...byReason,
    }),
    requests: new Counter({
      name: 'batchwatch_api_requests_total',
      help: 'Requests sent to the API, repeats included.',
      ...byTarget,
    }),
    requestFailures: new Counter({
      name: 'batchwatch_api_request_failures_total',
      help: 'Requests without a usable answer.',
      ...byReason,
    }),
    skew: new Gauge({
      name: 'batchwatch_clock_skew_seconds',
      help: "Own clock minus the server's, as of the last answer.",
      ...byTarget,
    }),
  };
}

function startJobsAtZero(
  metrics: ReturnType<typeof defineJobMetrics>,
  target: string,
  isBrief: boolean,
): void {
  metrics.vanished.inc({ target }, 0);
  if (isBrief) {
    // An alert must see the first failure as a rise from 0.
    for (const job_type of KNOWN_JOB_TYPES) metrics.transitions.inc({ target, job_type, state: 'Failed' }, 0);
    return;
  }
  for (const job_type of JOB_TYPES) {
    for (const state of STATE_LABELS) metrics.transitions.inc({ target, job_type, state }, 0);
  }
  metrics.durations.zero({ target });
  metrics.queues.zero({ target });
}

function endJobs(metrics: ReturnType<typeof defineJobMetrics>, target: string): void {
  for (const metric of [metrics.vanished, metrics.durations, metrics.queues]) metric.remove({ target });
  for (const job_type of JOB_TYPES) {
    for (const state of STATE_LABELS) metrics.transitions.remove({ target, job_type, state });
  }
}

function startPollsAtZero(
  metrics: ReturnType<typeof definePollMetrics>,
  target: string,
  isBrief: boolean,
): void {
  metrics.up.set({ target }, 0);
  metrics.skew.set({ target }, 0);
  metrics.polls.inc({ target }, 0);
  metrics.requests.inc({ target }, 0);
  if (isBrief) return;
  for (const reason of SKIP_REASONS) metrics.skipped.inc({ target, reason }, 0);
  metrics.pollDurations.zero({ target });
  for (const reason of SOURCE_FAULT_REASONS) {
    metrics.pollFailures.inc({ target, reason }, 0);
    metrics.requestFailures.inc({ target, reason }, 0);
  }
}

function endPolls(metrics: ReturnType<typeof definePollMetrics>, target: string): void {
  const { up, skew, polls, requests, pollDurations } = metrics;
  for (const metric of [up, skew, polls, requests, pollDurations]) metric.remove({ target });
  for (const reason of SOURCE_FAULT_REASONS) {
    metrics.pollFailures.remove({ target, reason });
    metrics.requestFailures.remove({ target, reason });
  }
  for (const reason of SKIP_REASONS) metrics.skipped.remove({ target, reason });
}

const SKIP_REASONS = ['overlap', 'missed'] as const;

/** Each span counts once: when the job is first seen started, and when it is first seen ended. Seconds. */
function spans(job: KnownJob, { from, to }: Transition): { queued?: number; ran?: number } {
  const created = parseApiTime(job.creationTime);
  const started = parseApiTime(job.startTime);
  const ended = isEnded(to) ? parseApiTime(job.endTime) : undefined;
  const hadStarted = from === 'Running';
  const queued = (to === 'Running' || isEnded(to)) && !hadStarted ? span(created, started) : undefined;
  const ran = span(started, ended);
  return { ...(queued !== undefined && { queued }), ...(ran !== undefined && { ran }) };
}

function span(begin: number | undefined, end: number | undefined): number | undefined {
  return begin === undefined || end === undefined ? undefined : Math.max(0, end - begin) / SECOND;
}
