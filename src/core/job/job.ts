import type { Instant } from '../../platform/time.ts';
import type { State } from './state.ts';

/**
 * One batch job as a page of the API showed it. All values are the API's own text, never guessed into
 * numbers; an absent node is the empty string.
 */
export interface Job {
  /** Non-empty; unique in its bucket. */
  jobId: string;
  state: State;
  /** `Workflow` or `Job`; empty in the layout of 2022. */
  type: string;
  name: string;
  /** Meaningful only when the state is Failed. */
  code: string;
  message: string;
  /** ISO-like with offset (`2022-06-27T15:23:10+0800`); empty also where the API writes `-`. */
  creationTime: string;
  startTime: string;
  /** No sign that the job has ended: the vendor's sample fills it on a Running job. */
  endTime: string;
  /** Inner XML of `Input` and `Operation`, untouched; parsed when someone looks. */
  input: string;
  operation: string;
  /** Leaf nodes that the API does not document for this list (`Tag`, `Progress`, `QueueId`, …). */
  extra: Readonly<Record<string, string>>;
}

/** What the snapshot holds of a job: the last facts, and what Batchwatch concluded from them. */
export interface KnownJob extends Job {
  /** Since when it is in its state: the API's time where it tells one, else when it was first seen so. */
  stateSince: Instant;
  firstSeenAt: Instant;
  changedAt: Instant;
  /** Complete polls in a row that did not find it, although it was open. */
  missedPolls: number;
  /** False once it ended, vanished, or outlived `followFor`: no poll expects it any more. */
  followed: boolean;
}

/** What the raw `Input` and `Operation` say, for rules and for people. */
export interface JobDetails {
  queueId: string;
  workflowIds: readonly string[];
  tag: string;
  templateId: string;
  userData: string;
  /** One line for people: what it works on, e.g. `Prefix videos/2024/`. Empty when nothing is said. */
  inputSummary: string;
  /** One line for people: what it does, e.g. `Transcode, template t146…, queue p893…`. */
  operationSummary: string;
}
