import type { KnownJob } from '../../core/job/job.ts';
import type { Transition } from '../../core/job/transition.ts';
import type { PollReport } from './poll-report.ts';

/** Events of a poll, for metrics. Called after the change is on disk. */
export interface PollEvents {
  transitioned(target: string, job: KnownJob, transition: Transition): void;
  suppressed(reason: string, count: number): void;
  vanished(target: string, count: number): void;
  pollEnded(report: PollReport): void;
  /** This replica polls the target no more, as far as it knows: another one may. */
  targetLeft(target: string): void;
  tickSkipped(target: string, reason: 'overlap' | 'missed', count: number): void;
}
