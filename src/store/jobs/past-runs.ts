import { sql, type Selectable } from 'kysely';
import type { KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { toKnownJob } from './jobs.ts';
import type { JobTable } from '../schema/job-tables.ts';
import type { Database } from '../database.ts';

/** Of each name, the last runs of a target that had succeeded before that moment, as many as are learned from; oldest first. */
export async function runsBefore(
  db: Database,
  { target, before }: { target: string; before: Instant },
): Promise<KnownJob[]> {
  const { rows } = await sql<Selectable<JobTable>>`
    SELECT * FROM (
      SELECT job.*, row_number() OVER (PARTITION BY name ORDER BY created_at DESC NULLS LAST) AS place FROM job
      WHERE target = ${target} AND state = 'Success' AND changed_at < ${before}) AS ran
    WHERE place <= ${RUNS_LEARNED} ORDER BY id`.execute(db);
  return rows.map(toKnownJob);
}

/** As many runs of a name as show the usual time. */
export const RUNS_LEARNED = 50;
