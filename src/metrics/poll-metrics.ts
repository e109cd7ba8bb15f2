import type { Registry } from 'prom-client';
import { parseApiTime } from '../core/job/api-time.ts';
import type { KnownJob } from '../core/job/job.ts';
import { isEnded } from '../core/job/state.ts';
import type { Transition } from '../core/job/transition.ts';
import { SECOND } from '../platform/time.ts';
import { SourceFault, type SourceEvents } from '../poll/port/job-source.ts';
import type { PollEvents } from '../poll/port/poll-events.ts';
import { toJobType, toStateLabel } from './labels.ts';
import type { SuppressionMetrics } from './suppression-metrics.ts';
import type { TargetMetrics } from './target-detail.ts';
import { TargetSeries } from './target-series.ts';

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

/** Registers the metrics of watching, with every known label set at 0; of many targets, with those that alerts need. */
export function createPollMetrics(
  registry: Registry,
  { targets, setting, suppression }: PollMetricsOptions,
): PollMetrics {
  const series = new TargetSeries(registry, setting);
  const { jobs, polls } = series;
  const ofTarget = (target: string) => series.labelsOfHistograms(target);
  series.setTargets(targets);
  return {
    setTargets: (now) => series.setTargets(now),
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
    targetLeft(target) {
      // What this replica saw last must not stand beside what the next one sees.
      polls.up.set({ target }, 0);
      polls.skew.set({ target }, 0);
    },
    sourceEvents: (target) => ({
      requestSent: () => polls.requests.inc({ target }),
      requestFailed: (reason) => polls.requestFailures.inc({ target, reason }),
      clockSkewSeen: (value) => polls.skew.set({ target }, value / SECOND),
    }),
  };
}

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
