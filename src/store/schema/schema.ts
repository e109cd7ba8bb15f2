import type { Generated } from 'kysely';
import type { DeliveryHint } from '../../core/delivery-hint.ts';
import type {
  Awaits,
  ClosedReason,
  IncidentEventKind,
  IncidentState,
  PendingUpdate,
  Resolution,
} from '../../core/incident/lifecycle.ts';
import type { OccurrenceState } from '../../core/incident/judge-occurrence.ts';
import type { Severity } from '../../core/severity.ts';
import type { ObservationNote } from '../../core/job/observation.ts';
import type { FieldColumn } from '../../core/job/fields.ts';
import type { Coverage } from '../../core/incident/coverage.ts';
import type { PollTable } from './poll-table.ts';
import type { SilenceTable } from './silence-table.ts';
import type { ThreadTable } from './thread-table.ts';
import type { HourlyMoveTable, HourlyRunTable } from './hourly-tables.ts';

/** The tables as Kysely sees them. Times are milliseconds since 1970 UTC; flags are 0 or 1. */
export interface Schema {
  target: TargetTable;
  poll: PollTable;
  job: JobTable;
  job_count: JobCountTable;
  transition: TransitionTable;
  observation: ObservationTable;
  decision: DecisionTable;
  notification: NotificationTable;
  outbox: OutboxTable;
  attempt: AttemptTable;
  incident: IncidentTable;
  member: MemberTable;
  thread: ThreadTable;
  incident_event: IncidentEventTable;
  silence: SilenceTable;
  fact: SettingTable;
  queue_fact: QueueDetailsTable;
  object_count: ObjectCountTable;
  expectation: ExpectationTable;
  occurrence: OccurrenceTable;
  occurrence_job: OccurrenceJobTable;
  hourly_move: HourlyMoveTable;
  hourly_run: HourlyRunTable;
}

export interface TargetTable {
  name: string;
  bucket: string;
  region: string;
  /** What is watched (bucket, region, filters) as text: when it changes, the target begins again. */
  scope: string;
  /** When the last complete read began, by the server's clock; null until there was one. */
  last_read_started_at: number | null;
  last_poll_at: number | null;
  last_complete_poll_at: number | null;
  /** How many polls have ended, failed ones included. */
  polls: Generated<number>;
  /** How many in a row failed up to now. */
  failed_polls: Generated<number>;
  /** When the first of those ended; null when the last one was complete. */
  failing_since: number | null;
  /** JSON of the last one's `PollFault`; null when the last one was complete. */
  last_fault: string | null;
  /** Own clock minus the server's, at the last complete poll; null until it was told. */
  clock_skew: number | null;
  /** The last of its transitions that is correlated. */
  taken_in: Generated<number>;
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
  /** JSON array of what its rule groups by; null for what opens no incident. */
  group_key: string | null;
  /** JSON object of the same, by field. */
  labels: string | null;
  /** Null until its poll has ended, and for what opens none. */
  incident: number | null;
  /** Why it is held; null when it is not. */
  held: string | null;
  /** What holds it, or held it last: `silence 3`, `maintenance upgrade`; null where the reason says all. */
  held_by: Generated<string | null>;
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
  /** Null for what belongs to no incident. */
  thread: number | null;
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
  /** What its last failure was about; null while it never failed, once it is settled, and where it is not known. */
  held_by: Generated<HeldBy | null>;
  /** How many of its attempts ended without an answer to the final dot. */
  unanswered: Generated<number>;
  /** Since when the final dot of the attempt under way stays unanswered; null while it does not, as far as is known. */
  unanswered_at: Generated<number | null>;
  /** 1 once its text may have reached a server: from then on it must stay as it is. */
  offered: Generated<number>;
  /** When it was first due and had to wait for the channel's rate; null when it never had to. */
  rate_capped_at: Generated<number | null>;
}

/**
 * What keeps back an entry that was tried in vain. `channel`: connection, TLS, login, the server's rate, anything that
 * meets every message. `us`: a refusal that is not about its recipient, such as of the sender, the client or a relay;
 * also one of which nothing is known. `recipient`: this address alone, for others are taken or the server says so.
 * `unanswered`: the server got all of it and did not answer; it may have been delivered.
 */
export type HeldBy = 'channel' | 'us' | 'recipient' | 'unanswered';

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
  /** What the operator can do; null when nothing is known that the response does not say. */
  hint: Generated<DeliveryHint | null>;
}

/** What belongs to one cause: transitions of one rule and group, or a condition of the self-check. */
export interface IncidentTable {
  id: Generated<number>;
  /** What people type and headers bear. */
  public_id: string;
  kind: 'jobs' | 'condition';
  rule: string;
  group_key: string;
  /** JSON object: what its jobs have in common. */
  labels: string;
  severity: Severity;
  state: IncidentState;
  opened_at: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  closed_at: number | null;
  closed_reason: ClosedReason | null;
  last_news_at: number;
  /** When a message of it was last made, by anybody's thread; null before the first. */
  told_at: number | null;
  first_told_at: number | null;
  /** `told_at` of the incident before it, of the same rule and group. */
  previous_told_at: number | null;
  pending_news: PendingUpdate | null;
  /** 1 while a silence or maintenance covers it. */
  silenced: Generated<number>;
  /** As it was written when it opened; null for one that is older than this column. */
  title: Generated<string | null>;
  /** JSON of what a condition says; null for jobs. */
  summary: string | null;
  /** When to look at it again; null for never. */
  due_at: number | null;
}

/** A job's part in an incident. */
export interface MemberTable {
  incident: number;
  job: number;
  transition: number;
  name: string;
  /** The state that it is in the incident for. */
  state: string;
  awaits: Exclude<Awaits, undefined> | null;
  joined_at: number;
  flapping_since: number | null;
  resolved_at: number | null;
  /** When it was found out that its part had ended. */
  noticed_at: Generated<number | null>;
  resolution: Resolution | null;
  /** The state that it went to, or the job that superseded it. */
  resolved_by: string | null;
}

/** What happened to an incident and what was decided about it, in order. */
export interface IncidentEventTable {
  id: Generated<number>;
  incident: number;
  at: number;
  kind: IncidentEventKind;
  reason: string;
  receiver: string | null;
  notification: number | null;
  /** Of what is held: what holds it, as `held_by` of a decision; else one line for people. */
  detail: string | null;
  /** Until when it is held at most, as far as was known then; null for what is not held. */
  until_at: Generated<number | null>;
}

/** Single values that must survive a restart, by name. */
export interface SettingTable {
  name: string;
  value: string;
}

/** What the API told of a queue when it was last asked, for one target. */
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

/** What must happen, as of the last time that it was looked at. */
export interface ExpectationTable {
  name: string;
  /** What is expected and when, as text: when it changes, the expectation begins again. */
  terms: string;
  /** Every time it came due up to then has its row. */
  planned_until: number;
}

/** One time at which an expectation came due. */
export interface OccurrenceTable {
  expectation: string;
  due_at: number;
  state: OccurrenceState;
}

/** A job that was taken for one time at which an expectation came due. */
export interface OccurrenceJobTable {
  expectation: string;
  job: number;
  due_at: number;
}
