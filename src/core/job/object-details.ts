import type { CountedObjects, ObjectCounts } from './object-counts.ts';
import type { EnrichmentFault } from './enrichment-fault.ts';

/** What is known of the objects of a job. */
export type ObjectDetails =
  | ObjectCounts
  | { kind: 'fault'; fault: EnrichmentFault }
  /** More jobs had failed than one poll asks about. */
  | { kind: 'not-asked' };

/** How many objects failed, at least; 0 also when nobody knows. */
export function failedObjects(details: ObjectDetails | undefined): number {
  return details?.kind === 'counted' ? (details.byState['Failed'] ?? 0) : 0;
}

/** Whether the job succeeded although objects of it failed. */
export function isPartialSuccess({ state, objects }: { state: string; objects?: ObjectDetails }): boolean {
  return state === 'Success' && failedObjects(objects) > 0;
}

/** The codes of failed objects, the commonest first; the empty code stands for those without one. */
export function commonestCodes({
  failedByCode,
}: Pick<CountedObjects, 'failedByCode'>): readonly (readonly [code: string, count: number])[] {
  return Object.entries(failedByCode).toSorted(([, one], [, other]) => other - one);
}
