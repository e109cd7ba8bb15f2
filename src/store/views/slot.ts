import type { Instant } from '../../platform/time.ts';

/** A stretch of time in a chart. Borders within an hour count as the end of that hour. */
export interface Slot {
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
}

/** How many jobs came into a state within the hour that begins then. */
export interface MoveCount {
  readonly hour: Instant;
  readonly state: string;
  readonly jobs: number;
}
