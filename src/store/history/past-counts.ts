import { sql } from 'kysely';
import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import type { ObjectCounts } from '../../core/job/object-counts.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import type { Span } from './past.ts';
import type { ObjectCountTable } from '../schema/job-tables.ts';
import type { Database } from '../database.ts';

/** The outcome of a wish to count the objects of a job. */
export interface PastCount {
  target: string;
  pollId: string;
  jobId: string;
  /** The moment and the new state of its transition. */
  observedAt: Instant;
  to: string;
  state: ObjectCountTable['state'];
  /** `undefined` before the last answer. */
  answeredAt: Instant | undefined;
  counts: ObjectCounts | undefined;
  fault: EnrichmentFault | undefined;
}

type Row = Omit<PastCount, 'answeredAt' | 'counts' | 'fault'> & {
  answeredAt: Instant | null;
  counts: string | null;
  fault: string | null;
};

/** Returns the counts that were answered or wanted in the span, in the order of the wishes. */
export async function pastCounts(db: Database, { from, until }: Span): Promise<PastCount[]> {
  const { rows } = await sql<Row>`
    SELECT job.target, poll_id AS "pollId", job_id AS "jobId", observed_at AS "observedAt", to_state AS "to",
      object_count.state, answered_at AS "answeredAt", counts, fault
    FROM object_count JOIN transition ON transition.id = object_count.transition JOIN job ON job.id = transition.job
    WHERE coalesce(answered_at, observed_at) >= ${from} AND coalesce(answered_at, observed_at) < ${until}
    ORDER BY object_count.transition`.execute(db);
  return rows.map((row) => ({
    ...row,
    answeredAt: row.answeredAt ?? undefined,
    counts: row.counts === null ? undefined : fromJson<ObjectCounts>(row.counts),
    fault: row.fault === null ? undefined : fromJson<EnrichmentFault>(row.fault),
  }));
}

/** Returns the row of a job's transition. */
export async function transitionRow(
  db: Database,
  of: Pick<PastCount, 'target' | 'jobId' | 'observedAt' | 'to'>,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('transition')
    .innerJoin('job', 'job.id', 'transition.job')
    .select('transition.id')
    .where('job.target', '=', of.target)
    .where('job.job_id', '=', of.jobId)
    .where('observed_at', '=', of.observedAt)
    .where('to_state', '=', of.to)
    .executeTakeFirst();
  return row?.id;
}
