import type { JobDetails, KnownJob } from '../job/job.ts';
import type { Transition } from '../job/transition.ts';

/** A transition, with all that a rule can ask of it. */
export interface Subject {
  readonly target: string;
  readonly transition: Transition;
  readonly job: KnownJob;
  /** Reads the raw parts of the job; called only when a rule asks for them. */
  readonly details: () => JobDetails;
}
