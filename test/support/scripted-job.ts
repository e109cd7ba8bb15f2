import type { JobDetails } from '../../src/core/job/job.ts';
import type { Instant } from '../../src/platform/time.ts';

/** A job as a scripted cloud shows it. */
export interface ScriptedJob {
  readonly jobId: string;
  readonly createdAt: Instant;
  readonly state: string;
  /** Default `name of ID`. */
  readonly name?: string;
  /** Default: the API tells none. */
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** Default `Success`. */
  readonly code?: string;
  /** Default: the API says nothing. */
  readonly message?: string;
  /** What its `Operation` says; default nothing. */
  readonly details?: Partial<Pick<JobDetails, 'queueId' | 'tag' | 'templateId' | 'userData' | 'workflowIds'>>;
}
