import type { CountedObjects, ObjectCounts } from './object-counts.ts';
import type { EnrichmentFault } from './enrichment-fault.ts';

/** The known details of a job's objects. */
export type ObjectDetails =
  | ObjectCounts
  | { kind: 'fault'; fault: EnrichmentFault }
  /** More jobs had failed than one poll asks about. */
  | { kind: 'not-asked' };

/** Returns the least number of failed objects; 0 also when it is unknown. */
export function failedObjects(details: ObjectDetails | undefined): number {
  return details?.kind === 'counted' ? (details.byState['Failed'] ?? 0) : 0;
}

/** Says whether the job succeeded although objects of it failed. */
export function isPartialSuccess({ state, objects }: { state: string; objects?: ObjectDetails }): boolean {
  return state === 'Success' && failedObjects(objects) > 0;
}

/** The codes of failed objects, the commonest first; the empty code stands for those without one. */
export function commonestCodes({
  failedByCode,
}: Pick<CountedObjects, 'failedByCode'>): readonly (readonly [code: string, count: number])[] {
  return Object.entries(failedByCode).toSorted(([, one], [, other]) => other - one);
}
