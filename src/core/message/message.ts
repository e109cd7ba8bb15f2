import type { FieldKey } from '../job/fields.ts';
import type { State } from '../job/state.ts';
import type { Instant } from '../../platform/time.ts';
import type { Labels } from '../rule/group.ts';
import type { ClosedReason, IncidentState, Resolution, NotificationKind } from '../incident/lifecycle.ts';
import type { CodeAdvice } from './code-advice.ts';
import type { ObjectDetails } from '../job/object-details.ts';
import type { QueueDetails } from '../job/queue-details.ts';
import type { ConditionSummary } from '../incident/condition.ts';
import type { Severity } from '../severity.ts';
import type { MessageFallback } from '../incident/message-fallback.ts';

/** Languages in which messages can be written (BCP 47). */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The message to one receiver, independent of the channel: everything a channel needs to write a mail.
 * Plain data: it is stored as JSON in the transaction that made it and survives restarts and upgrades.
 */
export interface Message {
  kind: NotificationKind | 'baseline' | 'test' | 'report';
  /** Stable over retries and restarts, the same for all recipients: `<INCIDENT-THREAD.PLACE@domain>`. */
  messageId: string;
  /** The first message of the same incident; absent when this is the first. */
  inReplyTo?: string;
  incident: string;
  /** Their ids, where it is about several; then `incident` is no id of any. */
  incidents?: readonly string[];
  /** Of its incident; absent where there is none, and in messages that are older than titles. */
  title?: string;
  /** Of its thread's first message, without `Re:`; absent as `title` is. */
  subject?: string;
  receiver: string;
  /** All recipients of the receiver. A channel that offers it sees its own alone: the visible `To` of a mail. */
  recipients: readonly string[];
  severity: Severity;
  createdAt: Instant;
  /** IANA name of the zone in which times are shown. */
  timezone: string;
  /** Base of links, without a trailing slash. */
  publicUrl: string;
  /** English where it is absent. */
  language?: Language;
  /** Absent for `test`. */
  target?: MessageTarget;
  /** The listed jobs, Failed first, then in the order they were seen. At most `MAX_LISTED_JOBS`; `counts` covers all. */
  jobs: readonly MessageJob[];
  /** The number of jobs per state, listed or not. */
  counts: readonly StateCount[];
  /** Advice about the commonest error codes; absent when none is known, and when it is over. */
  advice?: readonly CodeAdvice[];
  /** Absent for `test` and `report`. */
  story?: IncidentStory;
  /** The text of a `report`, and of a message about several incidents that are escalated at once. */
  report?: ConditionSummary;
  /** The messages that it stands for, where it stands for several. */
  parts?: readonly MessagePart[];
  /** Those that ask for somebody, where it stands for several. Absent: none does. */
  asking?: readonly AskingPart[];
  /** Set where the message goes to its receiver in place of another one. */
  fallback?: MessageFallback;
  /** The sender of a `test`, and the message that it repeats. Absent in tests that are older. */
  test?: MessageTest;
}

/** Its own `incident` is no id of any: nothing that a test does may touch the real one at the other side. */
export interface MessageTest {
  /** A person, as the record names them. */
  by: string;
  /** The message of an incident that the test repeats. Absent: none. */
  of?: RepeatedMessage;
}

export interface RepeatedMessage {
  incident: string;
  kind: Message['kind'];
}

/** One of several messages in one, as far as it mentions people. Its receiver names them. */
export type AskingPart = Pick<Message, 'receiver' | 'severity'>;

/** One incident of several messages in one. */
export interface MessagePart {
  /** Its newest update in one line. */
  summary: string;
  /**
   * The state of the incident: who has acknowledged it, and in whose place the message comes. Empty where there is
   * nothing to say of that.
   */
  state: string;
  /** Its other updates that were not notified yet, oldest first. */
  before: readonly string[];
  /** English where it is absent. */
  language?: Language;
  url: string;
}

/** The state of the incident when the message is made. */
export interface IncidentStory {
  state: IncidentState;
  /** The rule, expectation or monitor that opened it; absent in messages that are older than this field. */
  rule?: string;
  labels: Labels;
  /**
   * The reason why the message is sent now: `opened`, an update, `repeat`, `flapping`, `settled`, `silence-ended`,
   * `closed-…`.
   */
  reason: string;
  openedAt: Instant;
  acknowledged?: { by: string; at: Instant };
  closed?: { reason: ClosedReason; at: Instant };
  /** Jobs in all, and how many the incident still holds. */
  jobs: number;
  unresolved: number;
  /** All jobs, by the state of their notification. */
  totals: readonly StateCount[];
  /** Jobs that no message had before this one. */
  added: number;
  /** Facts about the cause, one line each. */
  notes: readonly string[];
  /** The name of the queue in its labels; absent where it is unknown. */
  queueName?: string;
  /** The queues of its paused jobs, as far as they could be asked; absent when none was, and when it is over. */
  queues?: readonly QueueDetails[];
  /** For an incident that is about no job: what it says. */
  condition?: ConditionSummary;
  /** Acknowledges after a further click; absent when nothing is left to acknowledge. */
  acknowledgeUrl?: string;
}

export interface StateCount {
  state: State;
  count: number;
}

export interface MessageTarget {
  name: string;
  bucket: string;
  region: string;
}

/** Fields of the API that a message lists, as they were when it was made: older messages lack newer fields. */
export interface MessageJob extends Partial<Record<FieldKey, string>> {
  jobId: string;
  name: string;
  type: string;
  state: State;
  since: Instant;
  /** Undefined when the job was first seen in `state`. */
  from?: State;
  previousSince?: Instant;
  createdAt?: Instant;
  /** Of the API, meaningful when Failed. */
  code: string;
  message: string;
  inputSummary: string;
  operationSummary: string;
  queueId: string;
  /** The rule that sent it, and the decision's named reason. */
  rule: string;
  reason: string;
  /** The end of its part in the incident; absent while it lasts. */
  ended?: { how: Resolution; by: string; at: Instant };
  /** The results of its objects; absent when they were not counted. */
  objects?: ObjectDetails;
  /** It changes its state so often that single changes do not notify. */
  flapping?: true;
}

/** More jobs than this are counted, not listed: a mail is for reading. */
export const MAX_LISTED_JOBS = 200;

/** Returns the number of jobs that the message does not list. */
export function unlistedJobs(message: Message): number {
  return message.counts.reduce((sum, { count }) => sum + count, 0) - message.jobs.length;
}
