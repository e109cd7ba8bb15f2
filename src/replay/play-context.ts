import type { FirstRun } from '../core/rule/decide.ts';
import type { MessageTarget } from '../core/message/message.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { JobDetails, KnownJob } from '../core/job/job.ts';
import type { Store } from '../store/sqlite/store.ts';

export interface ReplayTarget extends MessageTarget {
  rules: readonly Rule[];
  firstRun: FirstRun;
  /** What the API is asked beside the list; what it was not asked then, nobody knows. */
  enrich: readonly 'failedObjects'[];
}

export interface PlayContext {
  /** Where it happened; only read. */
  past: Store;
  target: ReplayTarget;
  details: (job: KnownJob) => JobDetails;
}
