import type { Instant } from '../../platform/time.ts';

/** A stretch of time in a chart. Borders within an hour count as the end of that hour. */
export interface Slot {
  from: Instant;
  /** Exclusive. */
  until: Instant;
}

/** How many jobs came into a state within the hour that begins then. */
export interface MoveCount {
  hour: Instant;
  state: string;
  jobs: number;
}
