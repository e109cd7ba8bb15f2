import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { SOURCE_FAULT_REASONS } from '../poll/port/job-source.ts';
import { JOB_TYPES, KNOWN_JOB_TYPES, STATE_LABELS } from './labels.ts';
import { hasFewSeries, type TargetMetrics } from './target-detail.ts';

/** Batch jobs take seconds to days. */
const JOB_SECONDS = [1, 5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400, 604_800];
const POLL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

/** The series of targets: defined once, begun and ended as targets come and go. */
export class TargetSeries {
  readonly jobs: ReturnType<typeof defineJobMetrics>;
  readonly polls: ReturnType<typeof definePollMetrics>;
  readonly #setting: TargetMetrics;
  #current: ReadonlySet<string> = new Set();
  #isBrief = false;

  constructor(registry: Registry, setting: TargetMetrics) {
    this.jobs = defineJobMetrics(registry);
    this.polls = definePollMetrics(registry);
    this.#setting = setting;
  }

  labelsOfHistograms(target: string): { target?: string } {
    return this.#isBrief ? {} : { target };
  }

  setTargets(now: readonly string[]): void {
    const { jobs, polls } = this;
    const wanted = new Set(now);
    const isBrief = hasFewSeries(this.#setting, now.length);
    const kept = isBrief === this.#isBrief ? wanted.intersection(this.#current) : new Set<string>();
    for (const target of this.#current) {
      if (kept.has(target)) continue;
      endJobs(jobs, target);
      endPolls(polls, target);
    }
    if (isBrief !== this.#isBrief) {
      for (const histogram of [jobs.durations, jobs.queues, polls.pollDurations])
        if (isBrief) histogram.zero({});
        else histogram.remove({});
    }
    for (const target of wanted) {
      if (kept.has(target)) continue;
      startJobsAtZero(jobs, target, isBrief);
      startPollsAtZero(polls, target, isBrief);
    }
    this.#current = wanted;
    this.#isBrief = isBrief;
  }
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
  // An alert must see the first refusal as a rise from 0.
  metrics.pollFailures.inc({ target, reason: 'auth' }, 0);
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
