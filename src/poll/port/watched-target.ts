import type { FirstRun } from '../../core/rule/decide.ts';
import type { Rule } from '../../core/rule/rule.ts';
import type { Duration } from '../../platform/time.ts';

/** What watching needs to know of one target. */
export interface WatchedTarget {
  readonly name: string;
  readonly bucket: string;
  readonly region: string;
  /** The filters of its list calls, as text; a change of it, of bucket or region begins the target anew. */
  readonly filters: string;
  readonly lookback: Duration;
  readonly overlap: Duration;
  readonly followFor: Duration;
  readonly pageSize: number;
  readonly firstRun: FirstRun;
  readonly rules: readonly Rule[];
  /** What is asked beside the list. */
  readonly enrich: readonly 'failedObjects'[];
}
