import type { ListQuery } from '../../../src/poll/port/job-source.ts';
import type { ListFault } from '../poll/scripted-cloud.ts';

/** Asks for certain jobs, by their id or creation time. */
export function isLookUp({ jobId, states, createdUntil }: ListQuery): boolean {
  return jobId !== undefined || (createdUntil !== undefined && states === undefined);
}

/** Shows what was, not what is. */
export function isStale(fault: ListFault | undefined): boolean {
  return typeof fault === 'object' && ('lagBy' in fault || 'cached' in fault);
}

/** A word for counting: `fail`, `truncated`, `stale`, … */
export function kindOf(fault: ListFault): string {
  if (typeof fault === 'string') return fault;
  return 'truncateTo' in fault ? 'truncated' : 'lagBy' in fault ? 'stale (lagging)' : 'stale (cached)';
}
