import type { Instant } from '../../platform/time.ts';

/** A queue of the simulated service. Text may hold anything; it is escaped when rendered. */
export interface SimulatedQueue {
  readonly queueId: string;
  readonly name: string;
  /** `Active` or `Paused`. Jobs move to Pause and back only when told to. */
  readonly state: string;
  readonly updateTime: Instant;
  /** The list in which it stands, e.g. `/picqueue`. Default `/queue`. */
  readonly list?: string;
}
