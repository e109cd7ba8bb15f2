import { sql } from 'kysely';
import type { Duration, Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { POLLS_KEPT } from '../jobs/polls.ts';
import type { PollTable } from '../schema/job-tables.ts';
import type { Database } from '../database.ts';
import type { FaultReading } from '../../core/incident/self-check.ts';
import { indexedBy, thenJoin } from '../dialect/hints.ts';
import { jsonText } from '../dialect/json-column.ts';
import { eachOf, listedTexts } from '../dialect/listed.ts';

/** The polls of a target, and the jobs that they show. */
export interface TargetView {
  name: string;
  /** `undefined` until there was one, here and below. */
  lastPollAt: Instant | undefined;
  lastCompletePollAt: Instant | undefined;
  /** The number of polls that ended. */
  polls: number;
  /** Undefined when the last poll was complete. */
  failing: { since: Instant; polls: number; fault: FaultReading | undefined } | undefined;
  /** Own clock minus the server's, at the last complete poll. */
  clockSkew: Duration | undefined;
  /** The number of jobs in each state that occurs. */
  jobs: Readonly<Record<string, number>>;
  /** The oldest open job. */
  oldestOpen: OpenJob | undefined;
  /** Incidents that are not closed. */
  openIncidents: number;
}

/** A job that has not ended. */
interface OpenJob {
  jobId: string;
  name: string;
  state: string;
  createdAt: Instant;
}

/** Returns one view for each of these names, in their order. The view of an unknown name is empty. */
export async function targetViews(db: Database, names: readonly string[]): Promise<TargetView[]> {
  const rows = await db.selectFrom('target').selectAll().where('name', 'in', eachOf(names)).execute();
  const counts = await db
    .selectFrom('job_count')
    .select(({ fn }) => ['target', 'state', fn.sum<number>('jobs').as('jobs')])
    .where('target', 'in', eachOf(names))
    .where('jobs', '>', 0)
    .groupBy(['target', 'state'])
    .execute();
  const oldest = await oldestOpenJobs(db, names);
  const incidents = await openIncidents(db);
  return names.map((name) => {
    const row = rows.find((known) => known.name === name);
    const jobs = counts.filter(({ target }) => target === name);
    return {
      name,
      lastPollAt: row?.last_poll_at ?? undefined,
      lastCompletePollAt: row?.last_complete_poll_at ?? undefined,
      polls: row?.polls ?? 0,
      failing:
        row === undefined || row.failing_since === null
          ? undefined
          : {
              since: row.failing_since,
              polls: row.failed_polls,
              fault: row.last_fault === null ? undefined : fromJson<FaultReading>(row.last_fault),
            },
      clockSkew: row?.clock_skew ?? undefined,
      jobs: Object.fromEntries(jobs.map((count) => [count.state, count.jobs])),
      oldestOpen: oldest.get(name),
      openIncidents: incidents.get(name) ?? 0,
    };
  });
}

/** One of the last polls of a target. */
export interface PollView {
  endedAt: Instant;
  outcome: PollTable['outcome'];
  /** Pages that were answered. */
  requests: number;
  /** Jobs that were new. */
  newJobs: number;
  transitions: number;
  duration: Duration;
  /** The reason of a failure. */
  reason: string | undefined;
}

/** Returns the last polls of a target, newest first. */
export async function lastPolls(
  db: Database,
  target: string,
  limit: number = POLLS_KEPT,
): Promise<PollView[]> {
  const rows = await db
    .selectFrom('poll')
    .selectAll()
    .where('target', '=', target)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    endedAt: row.ended_at,
    outcome: row.outcome,
    requests: row.requests,
    newJobs: row.new_jobs,
    transitions: row.transitions,
    duration: row.duration_ms,
    reason: row.reason ?? undefined,
  }));
}

async function oldestOpenJobs(db: Database, names: readonly string[]): Promise<Map<string, OpenJob>> {
  const { rows } = await sql<OpenJob & { target: string }>`
    SELECT job.target, job.job_id AS "jobId", job.name, job.state, job.created_at AS "createdAt"
    FROM ${listedTexts(names)} ${thenJoin()} job ON job.id = (
      SELECT id FROM job AS oldest
      WHERE oldest.target = listed.value AND oldest.followed = 1 AND oldest.created_at IS NOT NULL
      ORDER BY oldest.created_at LIMIT 1)`.execute(db);
  return new Map(rows.map(({ target, ...job }) => [target, job]));
}

/** Counts the incidents that are not closed, by target. */
async function openIncidents(db: Database): Promise<Map<string, number>> {
  const { rows } = await sql<{ target: string; incidents: number }>`
    SELECT target, count(*) AS incidents FROM (
      SELECT id, ${jsonText('labels', 'target')} AS target FROM incident ${indexedBy('incident_open')}
      WHERE state <> 'closed' AND ${jsonText('labels', 'target')} IS NOT NULL
      UNION ALL
      SELECT DISTINCT incident.id, job.target FROM incident ${indexedBy('incident_open')}
        ${thenJoin()} member ON member.incident = incident.id ${thenJoin()} job ON job.id = member.job
      WHERE incident.state <> 'closed' AND ${jsonText('labels', 'target')} IS NULL) AS about
    GROUP BY target`.execute(db);
  return new Map(rows.map(({ target, incidents }) => [target, incidents]));
}
