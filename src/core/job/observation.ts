import type { Instant } from '../../platform/time.ts';

/** Something seen or concluded of a known job that is worth keeping, beside its changes of state. */
export interface Observation {
  jobId: string;
  /** By our clock. */
  observedAt: Instant;
  /** Field → [before, after], as the API wrote them; documented leaf fields only. */
  changes: Readonly<Record<string, readonly [string, string]>>;
  note: ObservationNote | undefined;
}

/**
 * `vanished`: three complete polls in a row did not find it. `found-again`: a page shows it after that.
 * `follow-ended`: still open, but older than `followFor`.
 */
export type ObservationNote = 'vanished' | 'found-again' | 'follow-ended';
