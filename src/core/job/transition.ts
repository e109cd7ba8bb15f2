import type { Instant } from '../../platform/time.ts';
import type { State } from './state.ts';

/**
 * A job moved from one state to another, as far as Batchwatch can tell. From a state to the same one: it had vanished,
 * or was followed no more, and shows itself again.
 */
export interface Transition {
  readonly jobId: string;
  /** Undefined when the job was seen for the first time. */
  readonly from: State | undefined;
  readonly to: State;
  /** When a page showed it, by our clock. */
  readonly observedAt: Instant;
  /** Since when it is in `to`, by the API's times where they tell, else `observedAt`. */
  readonly since: Instant;
  /** Since when it had been in `from`; undefined when seen for the first time, or again in the same state. */
  readonly previousSince: Instant | undefined;
  /** First seen before the target's first complete read had ended: `firstRun` decides what is told. */
  readonly baseline: boolean;
}
