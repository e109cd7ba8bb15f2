import type { FirstRun } from '../alerts/decide.ts';
import type { MessageTarget } from '../alerts/message.ts';
import type { Rule } from '../alerts/rule.ts';
import type { JobDetails, KnownJob } from '../jobs/job.ts';
import type { Store } from '../store/store.ts';

export interface ReplayTarget extends MessageTarget {
  readonly rules: readonly Rule[];
  readonly firstRun: FirstRun;
  /** What the API is asked beside the list; what it was not asked then, nobody knows. */
  readonly enrich: readonly 'failedObjects'[];
}

export interface PlayContext {
  /** Where it happened; only read. */
  readonly past: Store;
  readonly target: ReplayTarget;
  readonly details: (job: KnownJob) => JobDetails;
}
