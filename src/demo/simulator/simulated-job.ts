import type { Instant } from '../../platform/time.ts';

/** Nested elements by name, as `Input` and `Operation` hold them. */
export interface XmlTree {
  readonly [name: string]: string | XmlTree;
}

/** A batch job of the simulated service. Text may hold anything; it is escaped when rendered. */
export interface SimulatedJob {
  readonly jobId: string;
  readonly state: string;
  readonly creationTime: Instant;
  /** Absent: written as `-`. */
  readonly startTime?: Instant | undefined;
  readonly endTime?: Instant | undefined;
  /** Default `Job`. */
  readonly type?: string;
  /** Default `job-demo`. */
  readonly name?: string;
  /** Default `Success`, as the vendor's sample has it. */
  readonly code?: string;
  readonly message?: string;
  /** Default `{ Prefix: 'input/' }`. */
  readonly input?: XmlTree;
  /** Default: one workflow, or a transcoding with template and queue, by `type`. */
  readonly operation?: XmlTree;
  /** Its objects, each a task of its own, and how many of them failed with which code. Default: none. */
  readonly objects?: SimulatedObjects;
  /** The list in which its tasks stand, e.g. `/pic_jobs`. Default `/jobs`. */
  readonly taskList?: string;
  /** Leaf nodes beside the documented ones. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** `total` counts the failed ones too. What did not fail shares the state of its job. */
export interface SimulatedObjects {
  readonly total: number;
  readonly failed: Readonly<Record<string, number>>;
}
