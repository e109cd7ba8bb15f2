import { parseApiTime } from './api-time.ts';
import { JOB_FIELDS, LISTED_FIELDS } from './fields.ts';
import type { Job, KnownJob } from './job.ts';
import type { Observation } from './observation.ts';
import { isEnded, type State } from './state.ts';
import type { Transition } from './transition.ts';
import type { Instant } from '../../platform/time.ts';

export interface PageDiff {
  /** Rows to write: new jobs, and known ones of which anything changed. */
  changed: readonly KnownJob[];
  transitions: readonly Transition[];
  /** Changes of documented fields of jobs that were known already. */
  observations: readonly Observation[];
  /** Jobs whose page contradicts what is known; left as known until a fresh answer confirms it. */
  doubtful: readonly Job[];
}

export interface DiffContext {
  /** Our clock when the page was whole. */
  observedAt: Instant;
  /** True until the target's first complete read has ended. */
  baseline: boolean;
  /** True when the page is the answer to a doubt: then it is believed. */
  confirmed: boolean;
  /** The states that a job is known to have left; a job that left none may be absent. */
  left: ReadonlyMap<string, ReadonlySet<State>>;
}

/**
 * Compares one page with the known state of its jobs. Rows are taken in page order. A job that stands on the page
 * twice is compared with its earlier row.
 */
export function diffPage(
  known: ReadonlyMap<string, KnownJob>,
  page: readonly Job[],
  context: DiffContext,
): PageDiff {
  const changed = new Map<string, KnownJob>();
  const transitions: Transition[] = [];
  const observations: Observation[] = [];
  const doubtful: Job[] = [];
  for (const job of page) {
    const before = changed.get(job.jobId) ?? known.get(job.jobId);
    if (before !== undefined && !context.confirmed && isDoubtful(before, job, context)) {
      doubtful.push(job);
      continue;
    }
    const after = toKnown(job, before, context.observedAt);
    if (after === before) continue;
    changed.set(job.jobId, after);
    if (before?.state !== after.state || isGone(before))
      transitions.push(toTransition(before, after, context));
    const observation = before && toObservation(before, after, context.observedAt);
    if (observation !== undefined) observations.push(observation);
  }
  return { changed: [...changed.values()], transitions, observations, doubtful };
}

/** Says whether an open job was given up: it vanished, or outlived `followFor`. What shows it again takes that back. */
function isGone(job: KnownJob): boolean {
  return !job.followed && !isEnded(job.state);
}

/**
 * Says whether the answer may be stale. It is when it shows a job that was given up, a state that the job has left,
 * or one that it may have had before it was first seen. No job is known to leave an ended state, nor to go back from
 * Running to Submitted. A Pause does end, and does come again, but then a second answer agrees.
 */
function isDoubtful(before: KnownJob, { jobId, state: to }: Job, { left }: DiffContext): boolean {
  const from = before.state;
  if (from === to) return isGone(before);
  return isEnded(from) || isWayBack(from, to) || (left.get(jobId)?.has(to) ?? false);
}

function isWayBack(from: State, to: State): boolean {
  return (from === 'Running' && to === 'Submitted') || (from === 'Pause' && !isEnded(to));
}

function toKnown(job: Job, before: KnownJob | undefined, observedAt: Instant): KnownJob {
  if (before !== undefined && isSame(before, job)) return before;
  return {
    ...job,
    stateSince: stateSince(job, before, observedAt),
    firstSeenAt: before?.firstSeenAt ?? observedAt,
    changedAt: observedAt,
    missedPolls: 0,
    followed: !isEnded(job.state),
  };
}

function isSame(before: KnownJob, job: Job): boolean {
  if (before.missedPolls > 0 || isGone(before)) return false;
  return JOB_FIELDS.every(({ key }) => before[key] === job[key]) && isSameExtra(before.extra, job.extra);
}

function isSameExtra(a: Job['extra'], b: Job['extra']): boolean {
  const keys = Object.keys(b);
  return keys.length === Object.keys(a).length && keys.every((key) => a[key] === b[key]);
}

/** Since when a job is in its state: the API's time where it gives a plausible one, else the time we first saw it. */
export function stateSince(job: Job, before: KnownJob | undefined, observedAt: Instant): Instant {
  const reported = parseApiTime(timeOfState(job));
  const isNewState = before?.state !== job.state;
  const earliest = before === undefined || !isNewState ? -Infinity : before.stateSince;
  if (reported !== undefined && reported >= earliest) return Math.min(reported, observedAt);
  return isNewState ? observedAt : before.stateSince;
}

function timeOfState(job: Job): string {
  if (job.state === 'Submitted') return job.creationTime;
  if (job.state === 'Running') return job.startTime;
  return isEnded(job.state) ? job.endTime : '';
}

function toTransition(before: KnownJob | undefined, after: KnownJob, context: DiffContext): Transition {
  return {
    jobId: after.jobId,
    from: before?.state,
    to: after.state,
    observedAt: context.observedAt,
    since: after.stateSince,
    // A job that comes back had not left its state: no time in another one has ended.
    previousSince: before?.state === after.state ? undefined : before?.stateSince,
    baseline: context.baseline && before === undefined,
  };
}

/** Undefined when only an undocumented or raw field moved (a `Progress` would fill the store). */
function toObservation(before: KnownJob, after: KnownJob, observedAt: Instant): Observation | undefined {
  const changes: Record<string, readonly [string, string]> = {};
  for (const { key } of LISTED_FIELDS) {
    if (key !== 'state' && before[key] !== after[key]) changes[key] = [before[key], after[key]];
  }
  const note = isGone(before) ? 'found-again' : undefined;
  if (Object.keys(changes).length === 0 && note === undefined) return undefined;
  return { jobId: after.jobId, observedAt, changes, note };
}
