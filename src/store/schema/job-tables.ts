import type { Generated } from 'kysely';
import type { ObservationNote } from '../../core/job/observation.ts';
import type { FieldColumn } from '../../core/job/fields.ts';
import type { Coverage } from '../../core/incident/coverage.ts';

export interface TargetTable {
  name: string;
  bucket: string;
  region: string;
  /** Bucket, region and filters as text. When it changes, the target begins again. */
  scope: string;
  /** When the last complete read began, by the server's clock; null until there was one. */
  last_read_started_at: number | null;
  last_poll_at: number | null;
  last_complete_poll_at: number | null;
  /** The number of polls that have ended, failed ones included. */
  polls: Generated<number>;
  /** The number of failed polls in a row up to now. */
  failed_polls: Generated<number>;
  /** When the first of those ended; null when the last one was complete. */
  failing_since: number | null;
  /** JSON of the last one's `FaultReading`; null when the last one was complete. */
  last_fault: string | null;
  /** Own clock minus the server's, at the last complete poll; null until an answer gave it. */
  clock_skew: number | null;
  /** The last of its transitions that is correlated. */
  last_correlated: Generated<number>;
}

/** The last polls of each target, pruned to a few. */
export interface PollTable {
  id: Generated<number>;
  target: string;
  ended_at: number;
  /** `aborted`: the program was stopping. */
  outcome: 'complete' | 'failed' | 'aborted';
  /** Pages that were asked for and answered. */
  requests: number;
  /** Jobs that it showed for the first time. */
  new_jobs: number;
  transitions: number;
  duration_ms: number;
  /** Why it failed; null when it did not. */
  reason: string | null;
}

/** Beside what is concluded from them, the fields of the API (`core/job/fields.ts`). */
export interface JobTable extends Record<FieldColumn, string> {
  id: Generated<number>;
  target: string;
  /** JSON object of undocumented leaf nodes. */
  extra: string;
  /** `creation_time` as an instant; null when it could not be read. */
  created_at: number | null;
  state_since: number;
  first_seen_at: number;
  changed_at: number;
  missed_polls: number;
  followed: number;
  coverage: Generated<Coverage>;
}

/** Jobs per target, type and state, kept by triggers: a scrape must not count a million rows. */
export interface JobCountTable {
  target: string;
  type: string;
  state: string;
  jobs: number;
}

export interface TransitionTable {
  id: Generated<number>;
  job: number;
  poll_id: string;
  from_state: string | null;
  to_state: string;
  observed_at: number;
  since: number;
  previous_since: number | null;
  baseline: number;
}

export interface ObservationTable {
  id: Generated<number>;
  job: number;
  poll_id: string;
  observed_at: number;
  /** JSON object: field → [before, after]. */
  changes: string;
  note: ObservationNote | null;
}

/** The last answer of the API about a queue, for one target. */
export interface QueueDetailsTable {
  queue_id: string;
  target: string;
  name: string;
  state: string;
  updated_at: number | null;
  asked_at: number;
  /** The lists of the API that were asked, separated by commas. */
  lists: string;
  /** JSON of the fault; null when it could be asked. */
  fault: string | null;
}

/** A transition to an end whose job's objects are, were or could not be counted. */
export interface ObjectCountTable {
  transition: number;
  target: string;
  job_state: string;
  state: 'wanted' | 'counted' | 'not-asked' | 'failed';
  tries: Generated<number>;
  next_try_at: Generated<number>;
  answered_at: number | null;
  /** JSON of the counts. */
  counts: string | null;
  /** JSON of the last try's fault. */
  fault: string | null;
}

/** The number of jobs that came into a state in an hour. */
export interface HourlyTransitionTable {
  hour: number;
  target: string;
  state: string;
  jobs: number;
}

/** The jobs that succeeded in an hour, counted by buckets of run time. */
export interface HourlyRunTable {
  hour: number;
  target: string;
  bucket: number;
  jobs: number;
}
