import type { State } from '../jobs/state.ts';
import type { Instant } from '../time.ts';

/**
 * What one receiver is told, independent of the channel: everything a channel needs to write a mail.
 * Plain data: it is stored as JSON in the transaction that made it and survives restarts and upgrades.
 */
export interface Message {
  readonly kind: 'transitions' | 'baseline' | 'test';
  /** Stable over retries and restarts, the same for all recipients: `<INCIDENT.PLACE@domain>`. */
  readonly messageId: string;
  /** The first message of the same incident; absent when this is the first. */
  readonly inReplyTo?: string;
  readonly incident: string;
  readonly receiver: string;
  /** All addresses of the receiver: the visible `To`. */
  readonly recipients: readonly string[];
  readonly severity: Severity;
  readonly createdAt: Instant;
  /** IANA name of the zone in which times are shown. */
  readonly timezone: string;
  /** Base of links, without a trailing slash. */
  readonly publicUrl: string;
  /** Absent for `test`. */
  readonly target?: MessageTarget;
  /** Jobs told, Failed first, then in the order they were seen. At most `MAX_LISTED_JOBS`; `counts` covers all. */
  readonly jobs: readonly MessageJob[];
  /** How many jobs are told per state, listed or not. */
  readonly counts: readonly StateCount[];
}

export interface StateCount {
  readonly state: State;
  readonly count: number;
}

export type Severity = 'critical' | 'warning' | 'info';

export interface MessageTarget {
  readonly name: string;
  readonly bucket: string;
  readonly region: string;
}

export interface MessageJob {
  readonly jobId: string;
  readonly name: string;
  readonly type: string;
  readonly state: State;
  readonly since: Instant;
  /** Undefined when the job was first seen in `state`. */
  readonly from?: State;
  readonly previousSince?: Instant;
  readonly createdAt?: Instant;
  /** Of the API, meaningful when Failed. */
  readonly code: string;
  readonly message: string;
  readonly inputSummary: string;
  readonly operationSummary: string;
  readonly queueId: string;
  /** The rule that sent it, and the decision's named reason. */
  readonly rule: string;
  readonly reason: string;
}

/** More jobs than this are counted, not listed: a mail is for reading. */
export const MAX_LISTED_JOBS = 200;

/** How many of the told jobs the message does not list. */
export function unlistedJobs(message: Message): number {
  return message.counts.reduce((sum, { count }) => sum + count, 0) - message.jobs.length;
}
