import type { JobDetails, KnownJob } from '../job/job.ts';
import type { Transition } from '../job/transition.ts';

/** A transition, with all that a rule can ask of it. */
export interface Subject {
  target: string;
  transition: Transition;
  job: KnownJob;
  /** Reads the raw parts of the job; called only when a rule asks for them. */
  details: () => JobDetails;
}
