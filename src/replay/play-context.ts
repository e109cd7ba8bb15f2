import type { FirstRun } from '../core/rule/decide.ts';
import type { MessageTarget } from '../core/message/message.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { JobDetails, KnownJob } from '../core/job/job.ts';
import type { Store } from '../store/sqlite/store.ts';

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
