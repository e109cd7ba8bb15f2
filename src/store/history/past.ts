import { sql, type Selectable } from 'kysely';
import type { KnownJob } from '../../core/job/job.ts';
import type { Observation, ObservationNote } from '../../core/job/observation.ts';
import { ENDED_STATES } from '../../core/job/state.ts';
import type { Transition } from '../../core/job/transition.ts';
import type { Instant } from '../../platform/time.ts';
import { toKnownJob } from '../jobs/jobs.ts';
import { fromJson } from '../dialect/json.ts';
import type { JobTable } from '../schema/job-tables.ts';
import { eachOf, listedIds } from '../dialect/listed.ts';
import type { Database } from '../database.ts';
import { toTransition, type JobTransitionRow } from '../jobs/job-transition.ts';
import { jsonPart, jsonText } from '../dialect/json-column.ts';

export interface Span {
  from: Instant;
  /** Exclusive. */
  until: Instant;
}

/** A sighting of a job, with enough to put polls together again. */
export interface PastChange {
  kind: 'transition' | 'observation';
  id: number;
  job: number;
  jobId: string;
  pollId: string;
  target: string;
  observedAt: Instant;
  note: ObservationNote | null;
}

/** Returns the sightings of the span, in order. Before them, the last transition of each job that was open at its start. */
export async function pastChanges(db: Database, { from, until }: Span): Promise<PastChange[]> {
  const columns = sql`seen.id AS id, seen.job AS job, job_id AS "jobId", poll_id AS "pollId", target, observed_at AS "observedAt"`;
  const { rows } = await sql<PastChange>`
    SELECT 'transition' AS kind, ${columns}, NULL AS note
    FROM transition AS seen JOIN job ON job.id = seen.job
    WHERE observed_at < ${until} AND (observed_at >= ${from} OR (
      seen.id IN (SELECT max(id) FROM transition WHERE observed_at < ${from} GROUP BY job)
      AND to_state NOT IN ${eachOf(ENDED_STATES)}))
    UNION ALL
    SELECT 'observation', ${columns}, note
    FROM observation AS seen JOIN job ON job.id = seen.job
    WHERE observed_at >= ${from} AND observed_at < ${until}
    ORDER BY "observedAt", id`.execute(db);
  return rows;
}

/** A transition with the job as it is known now. */
export interface PastTransition {
  row: number;
  transition: Transition;
  jobNow: KnownJob;
}

/** Returns the transitions in the order of the ids. */
export async function pastTransitions(db: Database, ids: readonly number[]): Promise<PastTransition[]> {
  type Row = Selectable<JobTable> & JobTransitionRow & { job: number };
  const { rows } = await sql<Row>`
    SELECT job.*, transition.* FROM ${listedIds(ids)}
      JOIN transition ON transition.id = listed.value JOIN job ON job.id = transition.job
    ORDER BY transition.id`.execute(db);
  return rows.map((row) => ({
    row: row.job,
    jobNow: toKnownJob(row),
    transition: toTransition(row),
  }));
}

/** Changes of a job's fields, besides its state. */
export interface PastFieldChanges {
  job: number;
  observedAt: Instant;
  changes: Observation['changes'];
}

/** Returns the changes of these jobs after that moment, latest first. */
export async function changesAfter(
  db: Database,
  { jobs, after }: { jobs: readonly number[]; after: Instant },
): Promise<PastFieldChanges[]> {
  const { rows } = await sql<{ job: number; observedAt: Instant; changes: string }>`
    SELECT job, observed_at AS "observedAt", changes FROM ${listedIds(jobs)}
      JOIN observation ON observation.job = listed.value
    WHERE observed_at > ${after} ORDER BY observation.id DESC`.execute(db);
  return rows.map((row) => ({ ...row, changes: fromJson<Observation['changes']>(row.changes) }));
}

/** Returns the JSON of each message about jobs that was made in the span, oldest first. Its incident may be pruned. */
export async function pastMessages(db: Database, { from, until }: Span): Promise<{ message: string }[]> {
  const { rows } = await sql<{ message: string }>`
    SELECT message FROM notification
    WHERE created_at >= ${from} AND created_at < ${until}
      AND ${jsonText('message', 'kind')} NOT IN ('test', 'report') AND ${jsonPart('message', 'story.condition')} IS NULL
    ORDER BY id`.execute(db);
  return rows;
}
