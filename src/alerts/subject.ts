import type { JobDetails, KnownJob } from '../jobs/job.ts';
import type { Transition } from '../jobs/transition.ts';

/** A transition, with all that a rule can ask of it. */
export interface Subject {
  readonly target: string;
  readonly transition: Transition;
  readonly job: KnownJob;
  /** Reads the raw parts of the job; called only when a rule asks for them. */
  readonly details: () => JobDetails;
}
