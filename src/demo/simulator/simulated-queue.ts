import type { Instant } from '../../platform/time.ts';

/** A queue of the simulated service. Text may hold anything; it is escaped when rendered. */
export interface SimulatedQueue {
  queueId: string;
  name: string;
  /** `Active` or `Paused`. Jobs move to Pause and back only by a step of the script. */
  state: string;
  updateTime: Instant;
  /** The list in which it stands, e.g. `/picqueue`. Default `/queue`. */
  list?: string;
}
