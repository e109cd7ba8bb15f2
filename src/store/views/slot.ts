import type { Instant } from '../../platform/time.ts';

/** A stretch of time in a chart. Borders within an hour count as the end of that hour. */
export interface Slot {
  from: Instant;
  /** Exclusive. */
  until: Instant;
}

/** The number of jobs that reached a state within the hour from `hour` on. */
export interface MoveCount {
  hour: Instant;
  state: string;
  jobs: number;
}
