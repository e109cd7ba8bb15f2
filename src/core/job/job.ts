import type { Instant } from '../../platform/time.ts';
import type { FieldKey } from './fields.ts';

/**
 * A job as a page of the API showed it, with the fields of `fields.ts`. All values are the API's own text, never guessed
 * into numbers. An absent node is the empty string.
 */
export interface Job extends Record<FieldKey, string> {
  /** Leaf nodes that the API does not document for this list (`Tag`, `Progress`, `QueueId`, …). */
  extra: Readonly<Record<string, string>>;
}

/** A job in the snapshot: the last answer, and the conclusions of Batchwatch. */
export interface KnownJob extends Job {
  /** Since when it is in its state: the API's time where it gives one, else when it was first seen so. */
  stateSince: Instant;
  firstSeenAt: Instant;
  changedAt: Instant;
  /** Complete polls in a row that did not find it, although it was open. */
  missedPolls: number;
  /** False once it ended, vanished, or outlived `followFor`: no poll expects it any more. */
  followed: boolean;
}

/** The contents of the raw `Input` and `Operation`, for rules and for people. */
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
