import type { StoreFault } from '../../store/sqlite/store-fault.ts';
import type { Duration, Instant } from '../../platform/time.ts';
import type { SourceFault } from './job-source.ts';

export interface PollReport {
  readonly target: string;
  readonly pollId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly duration: Duration;
  /** `aborted`: the program is stopping; what was read is kept, and the rest is read next time. */
  readonly outcome: 'complete' | 'failed' | 'aborted';
  /** Absent unless the poll failed. */
  readonly fault?: SourceFault | StoreFault;
  readonly pages: number;
  readonly jobs: number;
  readonly transitions: number;
  readonly notifications: number;
}
