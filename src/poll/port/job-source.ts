import { BatchwatchError, type ErrorDetails } from '../../platform/errors.ts';
import type { Job, JobDetails } from '../../core/job/job.ts';
import type { ObjectCounts } from '../../core/job/object-counts.ts';
import type { Queue } from '../../core/job/queue.ts';
import type { Duration, Instant } from '../../platform/time.ts';

/** The needs of a poll: pages of batch jobs, the raw parts of a job, and why it paused or failed. */
export interface JobSource {
  /**
   * Asks for one page, with up to three tries inside `signal`'s life.
   * @throws SourceFault for whatever the other side, the network or the credentials did wrong.
   */
  list(query: ListQuery, signal: AbortSignal): Promise<Page>;
  /** Reads the raw `input` and `operation` of a job. Never throws; what cannot be read is empty. */
  details(job: Job): JobDetails;
  /** Returns the lists of the API in which the job's queue may stand, to be asked in this order. Never empty. */
  queueLists(job: Job): readonly string[];
  /**
   * Returns the queues of these ids in one list of the API, ten ids a request, in no order. `queueLists` names the
   * lists, and the first one is the default. A queue that stands in another list, or in none, is absent.
   * A failure here says nothing about the target, because the right to ask is a right of its own.
   * @throws SourceFault as `list` does; `toEnrichmentFault` makes what a mail says of it.
   */
  queues(queueIds: readonly string[], signal: AbortSignal, list?: string): Promise<readonly Queue[]>;
  /**
   * Counts the objects of a job by state and error code, in at most ten requests. Repeats after a passing fault come
   * on top. The objects of a job that succeeded are counted only if one failed. `unknown` when the API cannot be
   * asked about such a job.
   * @throws SourceFault like `queues`; what was counted until then is given up.
   */
  objects(job: Job, signal: AbortSignal): Promise<ObjectCounts>;
  /** Lets go of sockets. */
  close(): void;
}

/** Filters of the list call; the fixed ones of the target (`type`, `name`, `workflowId`) are the source's. */
export interface ListQuery {
  orderByTime: 'Asc' | 'Desc';
  size: number;
  /** Bounds on the creation time, both inclusive, seconds precision. */
  createdFrom?: Instant;
  createdUntil?: Instant;
  states?: readonly string[];
  jobId?: string;
  /** `nextToken` of the page before; absent for the first page. Opaque. */
  nextToken?: string;
}

export interface Page {
  jobs: readonly Job[];
  /** Rows without a usable `JobId` or `State`, or under another name, left out of `jobs`. */
  skippedRows: number;
  /** The number of rows that were asked for at last: fewer than in the query where those did not fit into one answer. */
  size: number;
  /** Empty when the answer had none. */
  nextToken: string;
  /** The server's clock when the answer was made (its `Date` header, whole seconds); absent without one. */
  serverTime?: Instant;
  /** When this request left and when its answer was whole, by our clock. */
  sentAt: Instant;
  receivedAt: Instant;
}

export const SOURCE_FAULT_REASONS = [
  'auth',
  'throttled',
  'timeout',
  'network',
  'server',
  'malformed',
  'refused',
] as const;
export type SourceFaultReason = (typeof SOURCE_FAULT_REASONS)[number];

/** The list could not be read. `code` is the service's own code where it sent one. */
export class SourceFault extends BatchwatchError {
  declare readonly reason: SourceFaultReason;
  /** The service's request id, for a support ticket; absent when no answer bore one. */
  readonly requestId: string | undefined;
  /** The pause that the service asked for (`Retry-After`); absent when it did not. */
  readonly retryAfter: Duration | undefined;
  /** The right that the call needs, e.g. `ci:DescribeMediaQueues`; absent when no answer refused it. */
  readonly action: string | undefined;

  constructor(
    message: string,
    details: ErrorDetails & {
      reason: SourceFaultReason;
      requestId?: string | undefined;
      retryAfter?: Duration | undefined;
      action?: string | undefined;
    },
  ) {
    super(message, details);
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
    this.action = details.action;
  }
}

/** Events of a source, for metrics and logs. Called once per HTTP request. */
export interface SourceEvents {
  requestSent(): void;
  requestFailed(reason: SourceFaultReason): void;
  /** Own clock minus the server's. */
  clockSkewSeen(skew: Duration): void;
}
