import type { FirstRun } from '../core/rule/decide.ts';
import type { MessageTarget } from '../core/message/message.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { JobDetails, KnownJob } from '../core/job/job.ts';
import type { Store } from '../store/store.ts';

export interface ReplayTarget extends MessageTarget {
  rules: readonly Rule[];
  firstRun: FirstRun;
  /** The enrichment that is wanted. Facts that were not asked for then are unknown. */
  enrich: readonly 'failedObjects'[];
}

export interface PlayContext {
  /** The store of the past. It is only read. */
  past: Store;
  target: ReplayTarget;
  details: (job: KnownJob) => JobDetails;
}
