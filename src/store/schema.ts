import type { Generated } from 'kysely';
import type { Severity } from '../alerts/message.ts';

/** The tables as Kysely sees them. Times are milliseconds since 1970 UTC; flags are 0 or 1. */
export interface Schema {
  target: TargetTable;
  job: JobTable;
  job_count: JobCountTable;
  transition: TransitionTable;
  observation: ObservationTable;
  decision: DecisionTable;
  notification: NotificationTable;
  outbox: OutboxTable;
  attempt: AttemptTable;
}

export interface TargetTable {
  name: string;
  bucket: string;
  region: string;
  /** What is watched (bucket, region, filters) as text: when it changes, the target begins anew. */
  scope: string;
  /** When the last complete read began, by the server's clock; null until there was one. */
  last_read_started_at: number | null;
  last_poll_at: number | null;
  last_complete_poll_at: number | null;
}

export interface JobTable {
  id: Generated<number>;
  target: string;
  job_id: string;
  state: string;
  type: string;
  name: string;
  code: string;
  message: string;
  creation_time: string;
  start_time: string;
  end_time: string;
  input: string;
  operation: string;
  /** JSON object of undocumented leaf nodes. */
  extra: string;
  /** `creation_time` as an instant; null when it could not be read. */
  created_at: number | null;
  state_since: number;
  first_seen_at: number;
  changed_at: number;
  missed_polls: number;
  followed: number;
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
  note: string | null;
}

/** One per transition, rule and receiver; `notify` rows without a notification wait for their poll's end. */
export interface DecisionTable {
  id: Generated<number>;
  transition: number;
  target: string;
  outcome: 'notify' | 'suppress';
  reason: string;
  rule: string | null;
  receiver: string | null;
  severity: Severity | null;
  decided_at: number;
  notification: number | null;
}

export interface NotificationTable {
  id: Generated<number>;
  receiver: string;
  message_id: string;
  incident: string;
  /** The channel-neutral message as JSON. */
  message: string;
  /** When the oldest of its transitions was observed. */
  detected_at: number;
  created_at: number;
}

/** One entry per recipient of a notification: each has its own fate. */
export interface OutboxTable {
  id: Generated<number>;
  notification: number;
  channel: string;
  recipient: string;
  state: OutboxState;
  attempts: number;
  next_attempt_at: number;
  /** When it was delivered or given up; null while it is not. */
  settled_at: number | null;
  /** 1 when its last failure was the whole channel's: it is due at once when the channel works again. */
  held_by_channel: number;
}

export type OutboxState = 'pending' | 'claimed' | 'sent' | 'dead';

export interface AttemptTable {
  id: Generated<number>;
  outbox: number;
  channel: string;
  started_at: number;
  /** Null while under way; stays so when the process died in between. */
  ended_at: number | null;
  outcome: 'delivered' | 'temporary' | 'permanent' | null;
  reason: string | null;
  response: string | null;
}
