import type { Instant } from '../../platform/time.ts';

/** Nested elements by name, as `Input` and `Operation` hold them. */
export interface XmlTree {
  readonly [name: string]: string | XmlTree;
}

/** A batch job of the simulated service. Text may hold anything; it is escaped when rendered. */
export interface SimulatedJob {
  jobId: string;
  state: string;
  creationTime: Instant;
  /** Absent: written as `-`. */
  startTime?: Instant | undefined;
  endTime?: Instant | undefined;
  /** Default `Job`. */
  type?: string;
  /** Default `job-demo`. */
  name?: string;
  /** Default `Success`, as the vendor's sample has it. */
  code?: string;
  message?: string;
  /** Default `{ Prefix: 'input/' }`. */
  input?: XmlTree;
  /** Default: one workflow, or a transcoding with template and queue, by `type`. */
  operation?: XmlTree;
  /** Its objects, each a task of its own, and how many of them failed with which code. Default: none. */
  objects?: SimulatedObjects;
  /** The list in which its tasks stand, e.g. `/pic_jobs`. Default `/jobs`. */
  taskList?: string;
  /** Leaf nodes beside the documented ones. */
  extra?: Readonly<Record<string, string>>;
}

/** `total` counts the failed ones too. What did not fail shares the state of its job. */
export interface SimulatedObjects {
  total: number;
  failed: Readonly<Record<string, number>>;
}
