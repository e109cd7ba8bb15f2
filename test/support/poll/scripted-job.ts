import type { JobDetails } from '../../../src/core/job/job.ts';
import type { Instant } from '../../../src/platform/time.ts';

/** A job as a scripted cloud shows it. */
export interface ScriptedJob {
  jobId: string;
  createdAt: Instant;
  state: string;
  /** Default `name of ID`. */
  name?: string;
  /** Default: the API gives none. */
  startedAt?: Instant;
  endedAt?: Instant;
  /** Default `Success`. */
  code?: string;
  /** Default: the API says nothing. */
  message?: string;
  /** The content of its `Operation`. Default: none. */
  details?: Partial<Pick<JobDetails, 'queueId' | 'tag' | 'templateId' | 'userData' | 'workflowIds'>>;
}
