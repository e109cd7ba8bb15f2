import { sql, type Selectable } from 'kysely';
import type { PastRun } from '../../core/rule/usual-span.ts';
import type { KnownJob } from '../../core/job/job.ts';
import type { Transition } from '../../core/job/transition.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { toKnownJob } from './jobs.ts';
import { RUNS_LEARNED } from './past-runs.ts';
import type { JobTable } from '../schema/job-tables.ts';
import { eachOf } from '../dialect/listed.ts';
import type { Database } from '../database.ts';
import { toTransition, type JobTransitionRow } from './job-transition.ts';
import { jsonArray } from '../dialect/json-column.ts';

/** A followed job that has been in its state for long. */
export interface OverdueJob {
  row: number;
  job: KnownJob;
  /** The row id of the transition that brought it into its state. */
  transitionRow: number;
  transition: Transition;
  /** Names of the rules that decided on that transition. */
  decided: readonly string[];
}

/**
 * Returns the followed jobs of a target that have been in a state since `before` or longer, the longest first. Leaves
 * out jobs on which one of the rules `last` decided already.
 */
export async function overdueJobs(
  db: Database,
  asked: { target: string; state: string; before: Instant; last: readonly string[] },
): Promise<OverdueJob[]> {
  const { rows } = await sql<Row>`
    SELECT job.*, transition.id AS transition, from_state, to_state, observed_at, since, previous_since, baseline,
      (SELECT ${jsonArray(sql`rule`, { orderBy: sql`rule` })} FROM (SELECT DISTINCT rule FROM decision
        WHERE decision.transition = transition.id AND rule IS NOT NULL) AS ruled) AS decided
    FROM job JOIN transition
      ON transition.id = (SELECT max(id) FROM transition AS latest WHERE latest.job = job.id)
    WHERE target = ${asked.target} AND followed = 1 AND state = ${asked.state} AND state_since <= ${asked.before}
      AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.transition = transition.id
        AND rule IN ${eachOf(asked.last)})
    ORDER BY state_since`.execute(db);
  return rows.map(toOverdueJob);
}

type Row = Selectable<JobTable> & JobTransitionRow & { transition: number; decided: string };

function toOverdueJob(row: Row): OverdueJob {
  return {
    row: row.id,
    job: toKnownJob(row),
    transitionRow: row.transition,
    transition: toTransition(row),
    decided: fromJson<string[]>(row.decided),
  };
}

/** The last runs of a name that succeeded: as many as are learned from, of the last thousand. */
export async function pastRuns(db: Database, of: { target: string; name: string }): Promise<PastRun[]> {
  const { rows } = await sql<PastRun>`
    SELECT creation_time AS "creationTime", start_time AS "startTime", end_time AS "endTime"
    FROM (SELECT state, creation_time, start_time, end_time FROM job
      WHERE target = ${of.target} AND name = ${of.name}
      ORDER BY coalesce(created_at, first_seen_at) DESC LIMIT 1000) AS latest
    WHERE state = 'Success' LIMIT ${RUNS_LEARNED}`.execute(db);
  return rows;
}
