import type { CreationRange } from './window.ts';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';

/** An open job that a read did not show: it ended, or it is gone. */
export interface MissingJob {
  jobId: string;
  /** Undefined when the API's text could not be read. */
  createdAt: Instant | undefined;
}

/** One way to ask for missing jobs: one by its id, or a cluster by its creation times. */
export type Lookup =
  | { kind: 'by-id'; jobId: string }
  | {
      kind: 'by-range';
      range: CreationRange;
      jobIds: readonly string[];
      /** Pages to read at most; whatever was not found by then is asked for by id. */
      maxPages: number;
    };

/** Jobs created further apart than this are looked for apart. */
const CLUSTER_GAP: Duration = 10 * MINUTE;

/** From this many jobs on, a page of their time is worth a try before asking for each. */
const MIN_RANGE_JOBS = 3;

/**
 * Plans how to ask for missing jobs in few requests: the API filters by one id or by creation time. Jobs created
 * close together are read as a range. A range may take half as many pages as it has jobs, because nobody knows how
 * many others were created then. Oldest first; each job stands in exactly one lookup.
 */
export function planLookups(missing: readonly MissingJob[]): Lookup[] {
  return toClusters(missing).flatMap(({ range, jobIds }): Lookup[] =>
    range === undefined || jobIds.length < MIN_RANGE_JOBS
      ? jobIds.map((jobId) => ({ kind: 'by-id', jobId }))
      : [{ kind: 'by-range', range, jobIds, maxPages: Math.floor(jobIds.length / 2) }],
  );
}

interface Cluster {
  range: CreationRange | undefined;
  jobIds: readonly string[];
}

function toClusters(missing: readonly MissingJob[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const { jobId, createdAt } of missing.toSorted(byAge)) {
    const last = clusters.at(-1);
    if (createdAt === undefined) {
      clusters.push({ range: undefined, jobIds: [jobId] });
    } else if (last?.range !== undefined && createdAt - last.range.until <= CLUSTER_GAP) {
      const range = { from: last.range.from, until: createdAt };
      clusters.splice(-1, 1, { range, jobIds: [...last.jobIds, jobId] });
    } else {
      clusters.push({ range: { from: createdAt, until: createdAt }, jobIds: [jobId] });
    }
  }
  return clusters;
}

function byAge(a: MissingJob, b: MissingJob): number {
  return (a.createdAt ?? 0) - (b.createdAt ?? 0);
}
