import type { JobDetails } from '../jobs/job.ts';

/**
 * Whether two jobs of one target, type and name do the same work: by the same workflows, or with the same task
 * and template. Then a newer one that succeeds makes up for an older one that failed.
 */
export function isSameWork(one: JobDetails, other: JobDetails): boolean {
  return (
    one.workflowIds.join() === other.workflowIds.join() &&
    one.templateId === other.templateId &&
    one.tag === other.tag
  );
}
