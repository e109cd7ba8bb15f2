import type { State } from './state.ts';

/** The results of the single objects of a batch job, or the reason why they are unknown. */
export type ObjectCounts =
  | CountedObjects
  /** The API cannot be asked about this job: it gives no task type (`Tag`) of it. */
  | { kind: 'unknown'; reason: 'no-tag' }
  /** The list that was asked, e.g. `/pic_jobs`, has none of its tasks: they may stand in another one. */
  | { kind: 'unknown'; reason: 'not-listed'; list: string };

/** Counts of the tasks of one batch job, one task for each object. Keys are foreign text, in no order. */
export interface CountedObjects {
  kind: 'counted';
  /** All objects that were seen; a lower bound unless `isComplete`. */
  total: number;
  /** Only states that occur. */
  byState: Readonly<Record<State, number>>;
  /** Failed objects by error code; the empty code stands for those without one. */
  failedByCode: Readonly<Record<string, number>>;
  /** True when `byState['Failed']` and `failedByCode` are exact; lower bounds otherwise. */
  isFailedComplete: boolean;
  /** True when everything here is exact; false when the bound on requests, or that nothing had failed, ended the count. */
  isComplete: boolean;
}
