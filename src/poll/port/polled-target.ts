import type { FirstRun } from '../../core/rule/decide.ts';
import type { Rule } from '../../core/rule/rule.ts';
import type { Duration } from '../../platform/time.ts';

/** A target, as its polls need it. */
export interface PolledTarget {
  name: string;
  bucket: string;
  region: string;
  lookback: Duration;
  overlap: Duration;
  followFor: Duration;
  pageSize: number;
  firstRun: FirstRun;
  rules: readonly Rule[];
  /** Calls beside the list. */
  enrich: readonly 'failedObjects'[];
}
