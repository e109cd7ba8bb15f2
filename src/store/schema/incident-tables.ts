import type { Generated } from 'kysely';
import type { IncidentEventKind } from '../../core/incident/lifecycle.ts';
import type {
  Awaits,
  ClosedReason,
  IncidentState,
  PendingUpdate,
  Resolution,
} from '../../core/incident/lifecycle.ts';
import type { OccurrenceState } from '../../core/incident/judge-occurrence.ts';
import type { Severity } from '../../core/severity.ts';

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
  /** The name of its present or last hold: `silence 3`, `maintenance upgrade`; null where the reason says all. */
  held_by: Generated<string | null>;
}

/** The transitions of one rule and group, or a condition of the self-check. */
export interface IncidentTable {
  id: Generated<number>;
  /** The id that people type and headers bear. */
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
  last_joined_at: number;
  /** When a message of it was last made, by anybody's thread; null before the first. */
  notified_at: number | null;
  first_notified_at: number | null;
  /** `notified_at` of the incident before it, of the same rule and group. */
  previous_notified_at: number | null;
  pending_update: PendingUpdate | null;
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

/** One receiver's mails about an incident. */
export interface ThreadTable {
  id: Generated<number>;
  incident: number;
  receiver: string;
  via: 'rule' | 'escalation';
  /** The number of messages made. The next one's place is one more. */
  messages: Generated<number>;
  /** When the last of them was made, or its decisions were given up; null before. */
  notified_at: number | null;
  closed: Generated<number>;
  /** Of its first message; null before, and for a thread that is older than this column. */
  subject: Generated<string | null>;
  /** The notification that opened it together with those of other incidents; null for one that has its own. */
  opened_by: Generated<number | null>;
}

/** Events and decisions of an incident, in order. */
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

/** A silence; kept when it is over, too. */
export interface SilenceTable {
  id: Generated<number>;
  /** JSON array of `{ key, glob }`, all of which must match. */
  matchers: string;
  from_at: number;
  until_at: number;
  author: string;
  comment: string;
  created_at: number;
  /** The person who ended it before its time; null when nobody did. */
  ended_by: string | null;
  ended_at: number | null;
}

/** An expectation, as it was when it was looked at last. */
export interface ExpectationTable {
  name: string;
  /** Job and schedule as text. When it changes, the expectation begins again. */
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
