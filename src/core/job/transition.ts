import type { Instant } from '../../platform/time.ts';
import type { State } from './state.ts';

/**
 * A change of a job's state, as far as Batchwatch can see. It leads to the same state when a job that had vanished,
 * or was followed no more, shows itself again.
 */
export interface Transition {
  jobId: string;
  /** Undefined when the job was seen for the first time. */
  from: State | undefined;
  to: State;
  /** When a page showed it, by our clock. */
  observedAt: Instant;
  /** Since when it is in `to`, by the API's times where it gives them, else `observedAt`. */
  since: Instant;
  /** Since when it had been in `from`; undefined when seen for the first time, or again in the same state. */
  previousSince: Instant | undefined;
  /** First seen before the target's first complete read had ended: `firstRun` decides who is notified. */
  baseline: boolean;
}
