import { sql, type Selectable } from 'kysely';
import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import type { QueueDetails } from '../../core/job/queue-details.ts';
import type { KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { toKnownJob } from './jobs.ts';
import { fromJson } from '../dialect/json.ts';
import type { JobTable, QueueDetailsTable } from '../schema/job-tables.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';

/** Jobs that differ in nothing but their id are one here; more differing ones than this are not looked at. */
const MOST_JOBS = 200;

/** A paused job that is about to notify, with its queue. */
export interface PausedJob {
  job: KnownJob;
  /** Incidents have not taken it in; otherwise, an open incident holds it that comes due soon. */
  isNew: boolean;
}

/**
 * Paused jobs of a target that are about to notify: newly paused ones, and those of open
 * incidents that come due before `horizon` (a reminder, mostly).
 */
export async function pausedJobsToNotify(
  db: Database,
  { target, horizon }: { target: string; horizon: Instant },
): Promise<PausedJob[]> {
  const { rows } = await sql<Selectable<JobTable> & { is_new: number }>`
    SELECT * FROM (SELECT job.*, wanted.is_new,
      row_number() OVER (PARTITION BY operation, extra ORDER BY wanted.is_new DESC, job.id) AS place FROM (
      SELECT transition.job, 1 AS is_new FROM transition
      WHERE transition.id > (SELECT last_correlated FROM target WHERE name = ${target}) AND to_state = 'Pause'
        AND EXISTS (SELECT 1 FROM decision WHERE decision.transition = transition.id
          AND outcome = 'notify' AND notification IS NULL AND group_key IS NOT NULL)
      UNION
      SELECT member.job, 0 AS is_new FROM incident ${thenJoin()} member ON member.incident = incident.id
      WHERE incident.due_at <= ${horizon} AND incident.state = 'open' AND incident.notified_at IS NOT NULL
        AND member.state = 'Pause' AND member.resolved_at IS NULL
    ) AS wanted ${thenJoin()} job ON job.id = wanted.job
    WHERE job.target = ${target} AND job.state = 'Pause') AS paused
    WHERE place = 1 ORDER BY operation, extra LIMIT ${MOST_JOBS}`.execute(db);
  return rows.map((row) => ({ job: toKnownJob(row), isNew: row.is_new === 1 }));
}

/** Returns the details of these queues, by id: answers before faults, the newest first. */
export async function queueDetails(
  db: Database,
  queueIds: readonly string[],
): Promise<ReadonlyMap<string, QueueDetails>> {
  if (queueIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('queue_details')
    .selectAll()
    .where('queue_id', 'in', queueIds)
    .orderBy(sql`fault IS NULL`)
    .orderBy('asked_at')
    .execute();
  return new Map(rows.map((row) => [row.queue_id, toQueueDetails(row)]));
}

/** When each of these queues was last asked for, for this target, and the state that it had; absent where never. */
export async function lastAsked(
  db: Database,
  { target, queueIds }: { target: string; queueIds: readonly string[] },
): Promise<ReadonlyMap<string, { at: Instant; state: string; failed: boolean }>> {
  if (queueIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('queue_details')
    .select(['queue_id', 'asked_at', 'state', 'fault'])
    .where('queue_id', 'in', queueIds)
    .where('target', '=', target)
    .execute();
  return new Map(
    rows.map((row) => [row.queue_id, { at: row.asked_at, state: row.state, failed: row.fault !== null }]),
  );
}

export async function saveQueueDetails(
  trx: WriteTransaction,
  target: string,
  details: readonly QueueDetails[],
): Promise<void> {
  for (const { queueId, name, state, updatedAt, askedAt, lists = [], fault } of details) {
    const unnamed = {
      state,
      updated_at: updatedAt ?? null,
      asked_at: askedAt,
      lists: lists.join(','),
      fault: fault === undefined ? null : JSON.stringify(fault),
    };
    await trx
      .insertInto('queue_details')
      .values({ queue_id: queueId, target, name, ...unnamed })
      .onConflict((conflict) => {
        const known = conflict.columns(['queue_id', 'target']);
        // An answer without the queue names none: people go on to call it as they did.
        return known.doUpdateSet(name === '' ? unnamed : { ...unnamed, name });
      })
      .execute();
  }
}

function toQueueDetails(row: Selectable<QueueDetailsTable>): QueueDetails {
  return {
    queueId: row.queue_id,
    name: row.name,
    state: row.state,
    ...(row.updated_at !== null && { updatedAt: row.updated_at }),
    askedAt: row.asked_at,
    lists: row.lists.split(',').filter((list) => list !== ''),
    ...(row.fault !== null && { fault: fromJson<EnrichmentFault>(row.fault) }),
  };
}
