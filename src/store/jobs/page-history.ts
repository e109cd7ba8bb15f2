import type { Decision } from '../../core/rule/decide.ts';
import type { Observation } from '../../core/job/observation.ts';
import type { Transition } from '../../core/job/transition.ts';
import type { Duration } from '../../platform/time.ts';

/** One page's findings, to be kept beside its job rows in the same transaction. */
export interface PageHistory {
  readonly target: string;
  readonly pollId: string;
  /** Row ids by job id, of every job named below. */
  readonly rows: ReadonlyMap<string, number>;
  readonly transitions: readonly {
    readonly transition: Transition;
    readonly decisions: readonly Decision[];
    /** The objects of its job are to be counted; absent means no. */
    readonly wantsObjects?: boolean;
    /** How long its job ran, when it has ended and the API tells. */
    readonly ran?: Duration | undefined;
  }[];
  readonly observations: readonly Observation[];
}
