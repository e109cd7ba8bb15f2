import type { JobDetails } from './job.ts';

/**
 * Returns what names the work of a job: its workflows, or its task and template. Two jobs of one target, type and name
 * with the same work do the same: a newer one that succeeds makes up for an older one that failed.
 */
export function workOf({ workflowIds, templateId, tag }: JobDetails): string {
  return JSON.stringify([workflowIds.join(), templateId, tag]);
}
