import type { Decision } from '../../core/rule/decide.ts';
import type { Observation } from '../../core/job/observation.ts';
import type { Transition } from '../../core/job/transition.ts';
import type { Duration } from '../../platform/time.ts';

/** One page's findings, to be kept beside its job rows in the same transaction. */
export interface PageHistory {
  target: string;
  pollId: string;
  /** Row ids by job id, of every job named below. */
  rows: ReadonlyMap<string, number>;
  transitions: readonly {
    transition: Transition;
    decisions: readonly Decision[];
    /** The objects of its job are to be counted; absent means no. */
    wantsObjects?: boolean;
    /** The run time of its job, when it has ended and the API gives its times. */
    ran?: Duration | undefined;
  }[];
  observations: readonly Observation[];
}
