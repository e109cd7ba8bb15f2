import { sql } from 'kysely';
import { jobIncidents } from '../incidents/job-incidents.ts';
import { toKnownJob } from '../jobs/jobs.ts';
import { jobStory, type JobStory } from './job-story.ts';
import type { Database } from '../database.ts';
import type { Instant } from '../../platform/time.ts';
import { incidentViewsOf, type IncidentView } from './incident-views.ts';
import { indexedBy } from '../dialect/hints.ts';

/** A job with all that is known of it. */
export interface JobView {
  story: JobStory;
  /** The undocumented fields of the API. */
  extra: Readonly<Record<string, string>>;
  /** The bucket of its target. `undefined` when the target is gone from the store. */
  bucket: { bucket: string; region: string } | undefined;
  /** Its incidents, newest first. */
  incidents: readonly IncidentView[];
  /** Other targets with a job of this id: they watch the same bucket. */
  alsoIn: readonly string[];
}

/** Returns the job of a target. `undefined` when the target knows no such job. */
export async function jobView(
  db: Database,
  asked: { target: string; jobId: string },
): Promise<JobView | undefined> {
  const job = await db
    .selectFrom('job')
    .selectAll()
    .where('target', '=', asked.target)
    .where('job_id', '=', asked.jobId)
    .executeTakeFirst();
  if (job === undefined) return undefined;
  const others = await db
    .selectFrom('job')
    .select('target')
    .where('target', 'in', db.selectFrom('target').select('name'))
    .where('job_id', '=', asked.jobId)
    .orderBy('target')
    .execute();
  return {
    story: await jobStory(db, job),
    extra: toKnownJob(job).extra,
    bucket: await db
      .selectFrom('target')
      .select(['bucket', 'region'])
      .where('name', '=', asked.target)
      .executeTakeFirst(),
    incidents: await incidentViewsOf(db, await jobIncidents(db, job.id)),
    alsoIn: others.map(({ target }) => target).filter((target) => target !== asked.target),
  };
}

/** A job among those of its name. */
export interface NamedRun {
  jobId: string;
  state: string;
  age: Instant;
  startTime: string;
  endTime: string;
}

/** Returns the last runs of a name in a target, newest first. */
export async function namedRuns(
  db: Database,
  asked: { target: string; name: string; limit: number },
): Promise<readonly NamedRun[]> {
  const { rows } = await sql<NamedRun>`
    SELECT job_id AS "jobId", state, coalesce(created_at, first_seen_at) AS age, start_time AS "startTime",
      end_time AS "endTime"
    FROM job ${indexedBy('job_by_name')} WHERE target = ${asked.target} AND name = ${asked.name}
    ORDER BY coalesce(created_at, first_seen_at) DESC, id DESC LIMIT ${asked.limit}`.execute(db);
  return rows;
}
