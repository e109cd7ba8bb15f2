import type { StoreFault } from '../../store/store-fault.ts';
import type { Duration, Instant } from '../../platform/time.ts';
import type { SourceFault } from './job-source.ts';

export interface PollReport {
  target: string;
  pollId: string;
  startedAt: Instant;
  endedAt: Instant;
  duration: Duration;
  /** `aborted`: the program is stopping; what was read is kept, and the rest is read next time. */
  outcome: 'complete' | 'failed' | 'aborted';
  /** Absent unless the poll failed. */
  fault?: SourceFault | StoreFault;
  pages: number;
  jobs: number;
  transitions: number;
  notifications: number;
  /** True when its end is on disk: then no transition of the target waits for its incident. */
  isConcluded: boolean;
}
